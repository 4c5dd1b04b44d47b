using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>One element of a value, as a slow walk finds it.</summary>
/// <param name="Key">As a path names it.</param>
/// <param name="Spec">What is known of it.</param>
/// <param name="Inner">The elements within.</param>
/// <param name="Start">Its first byte, that of its tag.</param>
/// <param name="End">Behind its last.</param>
/// <param name="Plain">Its plain value; null when it is none.</param>
internal sealed record SlowElement(string Key, FieldSpec? Spec, CompositeSpec? Inner, int Start, int End, byte[]? Plain);
