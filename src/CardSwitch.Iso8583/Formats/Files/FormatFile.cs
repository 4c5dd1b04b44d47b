using System.Security;

namespace CardSwitch.Iso8583;

/// <summary>
/// CardSwitch's own spec files: a message format as JSON, alone or as the difference to another one. The keys and their
/// values are those of <c>docs/format.schema.json</c>. No content of a file throws: what is wrong is in the result.
/// </summary>
public static class FormatFile
{
    /// <summary>How many files may extend each other.</summary>
    private const int MaxChain = 16;

    /// <summary>
    /// Reads a file, and those that it extends: <c>extends</c> names a built-in format, or a file relative to the one that
    /// says so. This is all that the library reads from a disk.
    /// </summary>
    /// <param name="path">The file; problems name it as it is given here.</param>
    /// <returns>The format or what is wrong, be it that the file cannot be read.</returns>
    public static FormatLoad Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Load(path, []);
    }

    /// <summary>Reads a format from the bytes of a file, at most 4 MB.</summary>
    /// <param name="utf8">The bytes, with or without a byte order mark.</param>
    /// <param name="file">What problems call the file.</param>
    /// <param name="extends">
    /// Finds the format that <c>extends</c> names, when it is no built-in one; returns null when there is none.
    /// </param>
    public static FormatLoad Parse(ReadOnlySpan<byte> utf8, string file, Func<string, FormatLoad?>? extends = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return FormatReader.Read(utf8, file, (string name, out string refusal) =>
        {
            refusal = NoSuchFormat(name);
            return BuiltIn(name) ?? extends?.Invoke(name);
        });
    }

    /// <summary>
    /// The format as a file that extends none, in one fixed order and without what holds by itself: the same for the same
    /// format, and read back it is the same format. Names longer than 1000 characters cannot be read back.
    /// </summary>
    public static string Write(MessageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return SpecText.Of(FormatNodes.Of(format, extended: null));
    }

    /// <summary>The format as a file that extends another and says only what is different.</summary>
    /// <param name="format">The format to write.</param>
    /// <param name="extended">The format that the file is to extend, by its name.</param>
    public static string Write(MessageFormat format, MessageFormat extended)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(extended);
        return SpecText.Of(FormatNodes.Of(format, extended));
    }

    private static FormatLoad Load(string path, IReadOnlyList<string> chain)
    {
        byte[] bytes;
        string full;
        try
        {
            full = Path.GetFullPath(path);
            bytes = Read(full);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException or SecurityException)
        {
            return new FormatLoad(null, [new FormatProblem(path, 0, "", $"cannot be read: {refused.Message}")]);
        }

        return FormatReader.Read(bytes, path, (string name, out string refusal) =>
        {
            refusal = "";
            if (BuiltIn(name) is { } builtIn) return builtIn;
            bool isSound = name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal);
            string near = isSound ? Path.Combine(Path.GetDirectoryName(path) ?? "", name) : "";
            if (!isSound || !File.Exists(near)) refusal = NoSuchFormat(name);
            else if (chain.Append(full).Contains(Path.GetFullPath(near))) refusal = $"'{name}' extends this file in turn";
            else if (chain.Count + 1 >= MaxChain) refusal = $"more than {MaxChain} files extend each other";
            return refusal.Length > 0 ? null : Load(near, [.. chain, full]);
        });
    }

    // One byte more than is allowed tells that there is more, of what has no length too.
    private static byte[] Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] buffer = new byte[JsonSpecReader.MaxBytes + 1];
        return buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    private static FormatLoad? BuiltIn(string name) =>
        MessageFormats.TryGet(name, out MessageFormat? format) ? new FormatLoad(format, []) : null;

    private static string NoSuchFormat(string name)
    {
        string[] known = [.. MessageFormats.All.Select(format => format.Name)];
        string advice = Spelling.Nearest(name, known) is { } near ? $"did you mean {near}?" : $"built in are {string.Join(", ", known)}";
        return $"there is no format or file of that name; {advice}";
    }
}
