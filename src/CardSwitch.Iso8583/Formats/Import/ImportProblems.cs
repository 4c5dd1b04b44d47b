namespace CardSwitch.Iso8583;

/// <summary>
/// What there is to say of one foreign file, in the order of the file. A hostile file has no more of it than a person
/// reads: beyond that only whether there was an error counts.
/// </summary>
internal sealed class ImportProblems(string file)
{
    internal const int Most = 500;

    // What a file of our own can hold, so that what is imported can be written.
    private const int MaxNesting = 16;
    private const int MaxName = 1000;

    private readonly List<FormatProblem> all = [];

    /// <summary>Whether anything was more than a warning.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Whether there is no room for more, so that reading on is no use.</summary>
    internal bool IsFull => all.Count >= Most;

    internal void Error(int line, string path, string message) => Add(line, path, message, isWarning: false);

    /// <summary>An error of the model, whose words are for people but for the name of a parameter.</summary>
    internal void Error(int line, string path, ArgumentException unsound)
    {
        int parameter = unsound.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        Error(line, path, (parameter < 0 ? unsound.Message : unsound.Message[..parameter]).TrimEnd('.'));
    }

    internal void Warn(int line, string path, string message) => Add(line, path, message, isWarning: true);

    /// <summary>Takes over what a reader of the file found.</summary>
    internal void Take(IEnumerable<FormatProblem> found)
    {
        foreach (FormatProblem problem in found) Add(problem.Line, problem.Path, problem.Message, problem.IsWarning);
    }

    /// <summary>
    /// A name as the file gives it, on one line and cut where it is longer than any name is, or another where it is none.
    /// </summary>
    internal static string NameOf(string? given, string otherwise)
    {
        string name = string.Concat((given ?? "").Take(MaxName).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return name.Length > 0 ? name : otherwise;
    }

    /// <summary>The format, unless there was an error; problems of the same line in the order in which they were found.</summary>
    internal FormatLoad Finish(MessageFormat? format)
    {
        foreach (int field in format?.Fields ?? [])
        {
            if (NestingOf(format![field]!) > MaxNesting) Error(0, $"{field}", $"elements stand more than {MaxNesting} deep");
        }
        return new FormatLoad(Failed ? null : format, [.. all.OrderBy(problem => problem.Line)]);
    }

    private static int NestingOf(FieldSpec spec) =>
        spec.Composite is { } composite ? 1 + composite.Fields.Select(field => NestingOf(field.Spec)).DefaultIfEmpty().Max() : 0;

    private void Add(int line, string path, string message, bool isWarning)
    {
        Failed |= !isWarning;
        if (all.Count < Most) all.Add(new FormatProblem(file, line, path, message, isWarning));
        else if (all.Count == Most) all.Add(new FormatProblem(file, 0, "", $"there are more than {Most} problems", isWarning));
    }
}
