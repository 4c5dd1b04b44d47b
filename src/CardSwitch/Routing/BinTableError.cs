namespace CardSwitch.Routing;

/// <summary>Why no table was made. The caller keeps the table it has.</summary>
/// <param name="Line">The line of the file, counted from 1; 0 when the row came from no file.</param>
/// <param name="Message">What is wrong and what was expected, on one line.</param>
public sealed record BinTableError(int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"line {Line}: {Message}" : Message;
}
