using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Formats.Files;

public sealed class FormatFileTests
{
    private static readonly MessageFormat[] Formats =
        [.. TestFormats.All.Concat(FeatureFormats.All).Concat(MessageFormats.All).DistinctBy(format => format.Name)];

    public static TheoryData<string> Names => [.. Formats.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_format_written_and_read_back_is_the_same(string name)
    {
        MessageFormat format = Formats.Single(format => format.Name == name);
        string text = FormatFile.Write(format);
        MessageFormat back = Sound(text);
        Assert.Equal(FormatText.Of(format), FormatText.Of(back));
        Assert.Equal(text, FormatFile.Write(back));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_difference_to_a_format_makes_of_it_the_same(string name)
    {
        MessageFormat format = Formats.Single(format => format.Name == name);
        foreach (MessageFormat extended in (MessageFormat[])[MessageFormats.Iso1987Ascii, .. FeatureFormats.All.Take(6), Formats[^1]])
        {
            string text = FormatFile.Write(format, extended);
            FormatLoad load = FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it", _ => new FormatLoad(extended, []));
            Assert.Equal([], load.Problems);
            Assert.Equal(FormatText.Of(format), FormatText.Of(load.Format!));
            Assert.Equal(text, FormatFile.Write(load.Format!, extended));
        }
    }

    private static MessageFormat Sound(string text)
    {
        FormatLoad load = FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it");
        Assert.Equal([], load.Problems);
        return load.Format!;
    }
}
