using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>What the slow parser made of a frame: status, type, and the fields before the first fault.</summary>
internal sealed class SlowResult
{
    public ParseStatus Status { get; set; } = ParseStatus.Ok;

    /// <summary>Four digits, or null when they could not be read.</summary>
    public string? Type { get; set; }

    /// <summary>By field number; 1 is a secondary bitmap.</summary>
    public SortedDictionary<int, SlowField> Fields { get; } = [];

    /// <summary>Status, type and fields, a line each, so that a difference is seen where it is.</summary>
    public override string ToString() =>
        string.Join('\n', Fields.Select(pair => $"{pair.Key}: {pair.Value}").Prepend($"{Status}, type {Type}"));
}
