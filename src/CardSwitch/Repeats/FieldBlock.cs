using System.Runtime.CompilerServices;

namespace CardSwitch.Repeats;

/// <summary>The fields of a message that are hashed together, normalised, in eight words.</summary>
[InlineArray(Words)]
internal struct FieldBlock
{
    internal const int Words = 8;

    private ulong first;
}
