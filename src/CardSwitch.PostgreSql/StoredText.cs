namespace CardSwitch.PostgreSql;

/// <summary>
/// Text as PostgreSQL can keep it: it has no character 0, which a hostile message may have in any field. U+E000 (private
/// use) takes its place, and what begins with U+E000 gets another one in front, so that every text comes back as it was.
/// </summary>
internal static class StoredText
{
    private const char Mark = '\uE000';

    internal static string? Of(string? text) => text is null || text.AsSpan().IndexOfAny('\0', Mark) < 0
        ? text
        : text.Replace("\uE000", "\uE000\uE001", StringComparison.Ordinal).Replace("\0", "\uE000\uE000", StringComparison.Ordinal);

    internal static string? Back(string? stored) => stored is null || !stored.Contains(Mark)
        ? stored
        : stored.Replace("\uE000\uE000", "\0", StringComparison.Ordinal).Replace("\uE000\uE001", "\uE000", StringComparison.Ordinal);
}
