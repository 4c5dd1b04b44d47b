namespace CardSwitch.Station.Building;

/// <summary>The text of one message and where it came from, such as <c>day.json:12</c>.</summary>
internal readonly record struct JsonLine(string Origin, ReadOnlyMemory<byte> Text);
