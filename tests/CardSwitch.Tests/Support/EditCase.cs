namespace CardSwitch.Tests.Support;

/// <summary>A message, what is to be changed of it, and what must come out; printed so that it can be repeated by hand.</summary>
internal sealed class EditCase(MessageCase source, IReadOnlyList<Edit> edits)
{
    public MessageCase Source { get; } = source;

    public IReadOnlyList<Edit> Edits { get; } = edits;

    public byte[] Expected { get; } = SlowWriter.Write(
        source.Format, edits.Aggregate(source.Message, (message, edit) => edit.On(message, source.Format)));

    /// <summary>With one edit, or one field of the source, less.</summary>
    public IEnumerable<EditCase> Smaller() =>
    [
        .. Edits.Index().Select(edit => new EditCase(Source, [.. Edits.Where((_, i) => i != edit.Index)])),
        .. Source.Smaller().Select(source => new EditCase(source, Edits)),
    ];

    public override string ToString() => $"{Source}\nedits {string.Join(", ", Edits)}";
}
