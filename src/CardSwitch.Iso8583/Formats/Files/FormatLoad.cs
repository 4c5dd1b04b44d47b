using System.Diagnostics.CodeAnalysis;

namespace CardSwitch.Iso8583;

/// <summary>What became of a format's file: the format, and what there is to say of the file.</summary>
/// <param name="Format">The format; null when any problem is more than a warning.</param>
/// <param name="Problems">Errors and warnings in the order of the file.</param>
public sealed record FormatLoad(MessageFormat? Format, IReadOnlyList<FormatProblem> Problems)
{
    /// <summary>Whether there is a format.</summary>
    [MemberNotNullWhen(true, nameof(Format))]
    public bool Succeeded => Format is not null;
}
