namespace CardSwitch;

/// <summary>A station's options do not make a station; the message holds a line for each error.</summary>
public sealed class StationOptionsException : ArgumentException
{
    public StationOptionsException()
    {
    }

    public StationOptionsException(string message)
        : base(message)
    {
    }

    public StationOptionsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal StationOptionsException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>The errors, each led by the path of the value at fault.</summary>
    public IReadOnlyList<string> Errors { get; } = [];
}
