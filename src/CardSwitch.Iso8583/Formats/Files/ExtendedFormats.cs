namespace CardSwitch.Iso8583;

/// <summary>Finds the format that a file extends.</summary>
/// <param name="name">The value of <c>extends</c>.</param>
/// <param name="refusal">Why there is none.</param>
/// <returns>What became of it, or null when there is none.</returns>
internal delegate FormatLoad? ExtendedFormats(string name, out string refusal);
