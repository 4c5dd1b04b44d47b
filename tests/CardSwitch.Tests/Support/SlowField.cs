namespace CardSwitch.Tests.Support;

/// <summary>One field's place in a frame: with its length prefix, its value, and the units that it stands for.</summary>
internal readonly record struct SlowField(int Start, int Value, int Length, int Units);
