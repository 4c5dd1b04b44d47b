using System.Buffers;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Composites;

public class PathReadingTests
{
    private static readonly FieldSpec Text2 = new("Two", ContentClass.AlphaNumericSpecial, FieldLength.Fixed(2), FieldEncoding.Ascii, Padding: Padding.RightSpace);
    private static readonly FieldSpec TextLL = new("LL", ContentClass.AlphaNumericSpecial, FieldLength.UpTo(20, 2), FieldEncoding.Ascii);

    [Theory]
    [InlineData("55.9F02", "000000012345")]
    [InlineData("55.9F26", null)]
    [InlineData("3.1", "00")]
    [InlineData("3.9", null)]
    [InlineData("11.1", null)]
    [InlineData("70", null)]
    public void An_element_is_found_by_its_path(string path, string? expected)
    {
        byte[] data = Convert.FromHexString("9F02060000000123455F2A0209789A032211225A084761739001010119");
        byte[] frame = Write(MessageFormats.Iso1987Ascii, writer =>
        {
            writer.SetText(3, "001020");
            writer.SetText(11, "123456");
            writer.Set(55, data);
        });
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);
        var view = new MessageView(frame, index);
        Assert.Equal(expected, view.GetText(FieldPath.Parse(path)));
        Assert.Equal(expected is not null, view.Has(FieldPath.Parse(path)));
    }

    [Fact]
    public void Elements_may_be_set_again_and_again_in_one_message()
    {
        FieldPath[] paths = [FieldPath.Parse("55.DF02"), FieldPath.Parse("55.DF01"), FieldPath.Parse("11")];
        byte[] frame = Write(MessageFormats.Iso1987Ascii, writer =>
        {
            for (int i = 0; i < 3_000; i++)
            {
                byte[] plain = System.Text.Encoding.ASCII.GetBytes($"{i:D6}");
                Assert.True(writer.Set(paths[i % 3], i % 3 == 2 ? plain : [.. plain, .. new byte[100]]).IsOk, $"{i}");
            }
        });
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);
        var view = new MessageView(frame, index);
        Assert.Equal("002999", view.GetText(11));
        Assert.StartsWith("303032393937", view.GetText(paths[0]));
        Assert.StartsWith("303032393938", view.GetText(paths[1]));
    }

    // Each row: the kind, the field's plain value in hexadecimal, paths and what stands there.
    public static TheoryData<string, string, string> Written => new()
    {
        { "positional", "48.2=xy;48.1=ab", "6162" + "7879" },
        { "positional", "48.3=c", "2020" + "2020" + "3031" + "63" },
        { "tagged", "48.02=ab;48.01=c;48.02=de", "3032" + "3032" + "6465" + "3031" + "3031" + "63" },
        { "tagged", "48.99=00", "3939" + "3031" + "00" },
        { "length-first", "48.07=ab;48.09=c", "3034" + "3037" + "6162" + "3033" + "3039" + "63" },
        { "bitmapped", "48.9=b;48.2=a", "4080" + "3031" + "61" + "3031" + "62" },
        { "extending", "48.10=z;48.3=a", "A0" + "40" + "3031" + "61" + "3031" + "7A" },
        { "nested", "48.3.2=b;48.3.1=a", "20" + "3034" + "6120" + "6220" },
        { "datasets", "48.71.3=a;48.01.9F02=01", "71" + "0005" + "2000" + "3031" + "61" + "01" + "0004" + "9F0201" + "01" },
        { "datasets", "48.71.tlv.DF01=0102;48.71.20=a", "71" + "000B" + "8000" + "11" + "3031" + "61" + "DF01020102" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Elements_are_written_where_their_kind_wants_them_and_read_again(string kind, string settings, string plain)
    {
        MessageFormat format = MessageFormats.Iso1987Ascii.With(48, new FieldSpec(
            "Composite", ContentClass.Binary, FieldLength.UpTo(999, 3), FieldEncoding.Binary)
        { Composite = Composite(kind) });
        (FieldPath Path, string Text)[] parts = [.. settings.Split(';').Select(part => part.Split('='))
            .Select(part => (FieldPath.Parse(part[0]), part[1]))];
        byte[] frame = Write(format, writer =>
        {
            foreach (var (path, text) in parts) Assert.True(writer.SetText(path, text).IsOk, path.ToString());
        });
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        var view = new MessageView(frame, index);
        Assert.Equal(plain, view.GetText(48));
        foreach (var group in parts.GroupBy(part => part.Path))
        {
            Assert.Equal(group.Last().Text, view.GetText(group.Key)?.TrimEnd());
        }
    }

    private static CompositeSpec Composite(string kind) => kind switch
    {
        "positional" => CompositeSpec.Positional(new("1", Text2), new("2", Text2), new("3", TextLL)),
        "tagged" => CompositeSpec.Tagged(
            new TagLayout(2, FieldEncoding.Ascii), [new("01", TextLL), new("02", TextLL)],
            new FieldSpec("Unknown", ContentClass.Binary, FieldLength.UpTo(99, 2), FieldEncoding.Binary)),
        "length-first" => CompositeSpec.Tagged(
            new TagLayout(2, FieldEncoding.Ascii) { AfterLength = true, IsCounted = true }, [new("07", TextLL), new("09", TextLL)]),
        "bitmapped" => CompositeSpec.Bitmapped(2, FieldEncoding.Binary, false, new SubFieldSpec("2", TextLL), new SubFieldSpec("9", TextLL)),
        "extending" => CompositeSpec.Bitmapped(1, FieldEncoding.Binary, true, new SubFieldSpec("3", TextLL), new SubFieldSpec("10", TextLL)),
        "nested" => CompositeSpec.Bitmapped(1, FieldEncoding.Binary, false, new SubFieldSpec("3",
            TextLL with { Composite = CompositeSpec.Positional(new("1", Text2), new("2", Text2)) })),
        _ => CompositeSpec.Datasets(
            new SubFieldSpec("01", Bytes with { Composite = CompositeSpec.BerTlv() }),
            new SubFieldSpec("71", Bytes with
            {
                Composite = CompositeSpec.DatasetBitmap(
                    new SubFieldSpec("3", TextLL), new SubFieldSpec("20", TextLL), new SubFieldSpec("tlv", Bytes with { Composite = CompositeSpec.BerTlv() })),
            })),
    };

    private static readonly FieldSpec Bytes = new("Bytes", ContentClass.Binary, FieldLength.Rest(999), FieldEncoding.Binary);

    private static byte[] Write(MessageFormat format, Action<MessageWriter> set)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        writer.Begin(MessageType.Of(0200));
        set(writer);
        WriteStatus status = writer.End(out _);
        Assert.True(status.IsOk, status.Describe(format));
        return output.WrittenSpan.ToArray();
    }
}
