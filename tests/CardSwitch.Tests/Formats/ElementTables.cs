using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

/// <summary>The built-in formats of an edition, held against the edition's table as text.</summary>
internal static class ElementTables
{
    /// <summary>The names of the edition's formats.</summary>
    public static TheoryData<string> FormatsOf(string edition) =>
        [.. MessageFormats.All.Select(format => format.Name).Where(name => name.StartsWith($"{edition}-", StringComparison.Ordinal))];

    public static MessageFormat Named(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        return format;
    }

    /// <summary>All of the elements 2 to 128, and each with its attribute, as in <c>2 n ..19; 3 n 6;</c>.</summary>
    public static void HasAttributes(string name, string attributes)
    {
        MessageFormat format = Named(name);
        string[] expected = attributes.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(127, expected.Length);
        Assert.Equal(expected, format.Fields.Select(field => $"{field} {format[field]!.Attribute}"));
    }

    /// <summary>The elements that are not shown as they are, and no others, as in <c>2 Pan; 35 Track</c>.</summary>
    public static void Marks(string name, string sensitive)
    {
        MessageFormat format = Named(name);
        Assert.Equal(
            sensitive.Split("; "),
            from field in format.Fields
            let sensitivity = format[field]!.Sensitivity
            where sensitivity != Sensitivity.None
            select $"{field} {sensitivity}");
    }
}
