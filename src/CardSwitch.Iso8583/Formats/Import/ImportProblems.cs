namespace CardSwitch.Iso8583;

/// <summary>
/// What there is to say of one foreign file, in the order of the file. A hostile file has no more of it than a person
/// reads: beyond that only whether there was an error counts.
/// </summary>
internal sealed class ImportProblems(string file)
{
    internal const int Most = 500;

    private readonly List<FormatProblem> all = [];

    /// <summary>Whether anything was more than a warning.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Whether there is no room for more, so that reading on is no use.</summary>
    internal bool IsFull => all.Count >= Most;

    internal void Error(int line, string path, string message) => Add(line, path, message, isWarning: false);

    internal void Warn(int line, string path, string message) => Add(line, path, message, isWarning: true);

    /// <summary>Takes over what a reader of the file found.</summary>
    internal void Take(IEnumerable<FormatProblem> found)
    {
        foreach (FormatProblem problem in found) Add(problem.Line, problem.Path, problem.Message, problem.IsWarning);
    }

    /// <summary>The format, unless there was an error; problems of the same line in the order in which they were found.</summary>
    internal FormatLoad Finish(MessageFormat? format) =>
        new(Failed ? null : format, [.. all.OrderBy(problem => problem.Line)]);

    private void Add(int line, string path, string message, bool isWarning)
    {
        Failed |= !isWarning;
        if (all.Count < Most) all.Add(new FormatProblem(file, line, path, message, isWarning));
        else if (all.Count == Most) all.Add(new FormatProblem(file, 0, "", $"there are more than {Most} problems", isWarning));
    }
}
