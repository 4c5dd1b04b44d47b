namespace CardSwitch.Iso8583;

/// <summary>What is wrong with a file: all of it rather than the first, but not without end.</summary>
internal sealed class SpecProblems(string file)
{
    /// <summary>Enough to work through before the file is read again.</summary>
    internal const int Most = 100;

    private const int MaxPath = 200;

    /// <summary>The file's name as it was given.</summary>
    internal string File => file;

    /// <summary>In the order in which they were found.</summary>
    internal List<FormatProblem> Found { get; } = [];

    /// <summary>How many of them are more than warnings.</summary>
    internal int Errors { get; private set; }

    internal void Error(SpecNode node, string message)
    {
        Errors++;
        Add(node, message, isWarning: false);
    }

    internal void Warn(SpecNode node, string message) => Add(node, message, isWarning: true);

    /// <summary>An error of the model, whose words are for people but for the name of a parameter.</summary>
    internal void Error(SpecNode node, ArgumentException refused)
    {
        int parameter = refused.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        Error(node, (parameter < 0 ? refused.Message : refused.Message[..parameter]).TrimEnd('.'));
    }

    private void Add(SpecNode node, string message, bool isWarning)
    {
        if (Found.Count > Most) return;
        if (Found.Count == Most) (message, isWarning) = ($"there are more than {Most} problems; the rest is not shown", false);
        string path = node.Path.Length <= MaxPath ? node.Path : node.Path[..MaxPath] + "...";
        Found.Add(new FormatProblem(file, node.Line, path, message, isWarning));
    }
}
