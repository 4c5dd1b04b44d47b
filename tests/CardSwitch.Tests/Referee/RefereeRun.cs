using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Referee;

/// <summary>
/// One run of tshark over messages of a format that this library wrote: random ones, and the probes of all deviations.
/// </summary>
internal sealed class RefereeRun
{
    public const int Seed = 8583_1987;
    public const int RandomMessages = 600;
    private const int Port = 8583;

    /// <summary>The formats that the dissector knows, too.</summary>
    public static readonly MessageFormat[] Formats =
        [MessageFormats.Iso1987Ascii, MessageFormats.Iso1987AsciiHex, MessageFormats.Iso1987Binary];

    private static readonly Dictionary<string, Lazy<RefereeRun>> Runs =
        Formats.ToDictionary(format => format.Name, format => new Lazy<RefereeRun>(() => new RefereeRun(format)));

    private RefereeRun(MessageFormat format)
    {
        Format = format;
        var random = new RefereeMessages(format, Seed);
        SlowMessage[] messages = [.. Enumerable.Range(0, RandomMessages).Select(_ => random.Next())];
        (FieldDeviation Listed, int Field)[] fields =
        [
            .. from deviation in Deviations.InFields
               where deviation.Formats.Contains(format)
               from number in deviation.Fields
               select (deviation, number),
        ];
        MessageDeviation[] wholes = [.. Deviations.InMessages.Where(deviation => deviation.Formats.Contains(format))];

        RefereeCase[] cases = Read(
        [
            .. messages,
            .. fields.Select(probe => ProbeOf(probe.Field, probe.Listed.Probe)),
            .. wholes.Select(probe => Parse(probe.Probe)),
        ]);
        Messages = cases[..messages.Length];
        FieldProbes = [.. fields.Zip(cases[messages.Length..], (probe, made) => (probe.Listed, probe.Field, made))];
        MessageProbes = [.. wholes.Zip(cases[^wholes.Length..])];
    }

    public MessageFormat Format { get; }

    public RefereeCase[] Messages { get; }

    /// <summary>Each deviation in fields of the format, at each of its fields.</summary>
    public (FieldDeviation Listed, int Field, RefereeCase Probe)[] FieldProbes { get; }

    /// <summary>Each deviation in messages of the format.</summary>
    public (MessageDeviation Listed, RefereeCase Probe)[] MessageProbes { get; }

    public static RefereeRun Of(string format) => Runs[format].Value;

    private RefereeCase[] Read(SlowMessage[] messages)
    {
        byte[][] frames = [.. messages.Select(Write)];
        DissectedMessage[] read = Tshark.Read(Capture(frames), Port, Format)[1..];
        Assert.Equal(messages.Length, read.Length);
        return [.. messages.Zip(frames, read).Select(made => new RefereeCase(made.First, made.Second, made.Third))];
    }

    // In front of the field, enough that the dissector takes it for a message.
    private SlowMessage ProbeOf(int field, string value) => Parse($"0200 3=990000 7=1231235959 {field}={value.Replace(' ', '_')}");

    // A blank in a value is written as '_'.
    private SlowMessage Parse(string text)
    {
        string[] words = text.Split(' ');
        return new SlowMessage(words[0], words.Skip(1).Select(word =>
        {
            string[] sides = word.Split('=', 2);
            int field = int.Parse(sides[0]);
            byte[] plain = Format[field]!.Content == ContentClass.Binary
                ? Convert.FromHexString(sides[1])
                : Encoding.ASCII.GetBytes(sides[1].Replace('_', ' '));
            return KeyValuePair.Create(field, plain);
        }));
    }

    private byte[] Write(SlowMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(Format, output);
        writer.Begin(MessageType.Of(int.Parse(message.Type)));
        foreach (var (field, value) in message.Values) writer.Set(field, value);
        WriteStatus status = writer.End(out _);
        if (!status.IsOk) Assert.Fail($"{status.Describe(Format)}\n{message}");
        return output.WrittenSpan.ToArray();
    }

    // Each message behind its length in two bytes, and in a segment of its own; the first packet opens the connection.
    private static byte[] Capture(byte[][] frames)
    {
        var capture = new PcapWriter();
        var shop = new TcpSender(IPEndPoint.Parse("10.0.0.1:40000"), IPEndPoint.Parse($"10.0.0.2:{Port}"));
        capture.Add(LinkFrame.Ethernet(shop.Syn()));
        foreach (byte[] frame in frames)
        {
            var payload = new byte[2 + frame.Length];
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)frame.Length);
            frame.CopyTo(payload, 2);
            capture.Add(LinkFrame.Ethernet(shop.Send(payload)));
        }
        return capture.ToArray();
    }
}
