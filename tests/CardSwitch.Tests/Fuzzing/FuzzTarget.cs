using System.Diagnostics;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>One format under attack: what must hold of any bytes whatever that are read in it.</summary>
internal sealed class FuzzTarget
{
    // A template and its table of fields, which a parser may make of a frame that it sees again and again.
    private const int TemplateBytes = 8 * 1024;

    // Short-lived state of an operation, whatever the frame.
    private const int ConstantBytes = 1024;

    // For each line and byte that is shown or checked.
    private const int ShownBytes = 4 * 1024;

    private static readonly ParseChecks[] Settings = [ParseChecks.None, ParseChecks.Structure, ParseChecks.Content];

    private readonly MessageFormat partner;
    private readonly byte[][] corpus;
    private readonly MessageParser parser;
    private readonly MessageParser walking;
    private readonly MessageParser[] lenient;
    private readonly MessageTranscoder transcoder;
    private readonly FieldIndex index = new(), walkedIndex = new(), newIndex = new();
    private readonly FieldPath[] paths;
    private readonly byte[] destination = new byte[ushort.MaxValue];

    public FuzzTarget(MessageFormat format, MessageFormat partner, IEnumerable<byte[]> corpus)
    {
        Format = format;
        this.partner = partner;
        this.corpus = [.. corpus];
        parser = new MessageParser(format);
        walking = MessageParser.WithoutTemplates(format);
        lenient = [.. Settings.Select(checks => new MessageParser(format, checks))];
        transcoder = new MessageTranscoder(format, partner);

        paths = [.. format.Fields.SelectMany(field => ElementReads.PathsOf(field, format[field]!))];

        // Once for what is made at first use.
        foreach (byte[] frame in this.corpus)
        {
            try
            {
                Check(frame, new FuzzReport(), isWarm: false);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"sound frame {Convert.ToHexString(frame)}\n{FormatDump.Of(format)}", failure);
            }
        }
    }

    public MessageFormat Format { get; }

    /// <summary>A random format, its messages, and another format to rewrite them in.</summary>
    public static FuzzTarget Of(int seed)
    {
        RandomCase one = RandomCase.Of(seed);
        return new FuzzTarget(one.Format, one.Partner, Messages(one.Format, new Random(seed)));
    }

    /// <summary>A format of which the messages are to be rewritten in another.</summary>
    public static FuzzTarget Of(MessageFormat format, MessageFormat partner, int seed) =>
        new(format, partner, Messages(format, new Random(seed)));

    private static IEnumerable<byte[]> Messages(MessageFormat format, Random random) =>
        Enumerable.Range(0, 8).Select(_ => SlowWriter.Write(format, RandomCase.AnyMessage(format, random)));

    /// <summary>The next input: a message damaged, now and then as it is, so that layouts become known.</summary>
    public byte[] Next(Random random)
    {
        byte[] frame = corpus[random.Next(corpus.Length)];
        return random.Next(4) == 0 ? frame : FrameMutator.Mutate(Format, frame, corpus[random.Next(corpus.Length)], random);
    }

    /// <summary>
    /// Reads and rewrites the bytes in every way and compares with the slow twins; throws where they differ. How long the
    /// reading and rewriting took.
    /// </summary>
    public TimeSpan Check(byte[] frame, FuzzReport report, bool isWarm = true)
    {
        long started = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ParseStatus status = parser.Parse(frame, index);
        long parsed = GC.GetAllocatedBytesForCurrentThread() - before;
        ParseStatus walked = walking.Parse(frame, walkedIndex);
        long walkedBytes = GC.GetAllocatedBytesForCurrentThread() - before - parsed;
        WriteStatus rewritten = default;
        int written = 0;
        if (status.IsOk) rewritten = transcoder.TryTranscode(new MessageView(frame, index), destination, out written, newIndex);
        long all = GC.GetAllocatedBytesForCurrentThread() - before;
        TimeSpan taken = Stopwatch.GetElapsedTime(started);
        report.Add(status, frame.Length, all, taken);
        if (isWarm)
        {
            Demand(walkedBytes == 0, $"the walk allocates {walkedBytes} bytes");
            Demand(parsed <= TemplateBytes, $"the parser allocates {parsed} bytes");
            Demand(all <= 4 * frame.Length + TemplateBytes + ConstantBytes, $"{all} bytes are allocated for {frame.Length}");
        }

        SlowResult twin = SlowParser.Parse(Format, ParseChecks.All, frame);
        ParserAgreement.Compare(twin.ToString(), status, index, frame.Length);
        ParserAgreement.Compare(twin.ToString(), walked, walkedIndex, frame.Length);
        if (status.IsOk) CompareRewritten(frame, rewritten, written);

        int setting = frame.Length % Settings.Length;
        string lenientTwin = SlowParser.Parse(Format, Settings[setting], frame).ToString();
        ParserAgreement.Compare(lenientTwin, lenient[setting].Parse(frame, index), index, frame.Length);
        var view = new MessageView(frame, index);
        taken += Show(view, report, isWarm);
        ReadAll(view);
        ElementReads.Compare(view, paths);
        return taken;
    }

    /// <summary>
    /// Reads and shows a message that is sound, and too large for the slow twins; how long the longest single reading took.
    /// </summary>
    public TimeSpan CheckAlone(byte[] frame, FuzzReport report)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ParseStatus status = walking.Parse(frame, index);
        var view = new MessageView(frame, index);
        TimeSpan slowest = default;
        foreach (FieldPath path in paths)
        {
            long started = Stopwatch.GetTimestamp();
            view.TryCopy(path, destination, out _);
            TimeSpan taken = Stopwatch.GetElapsedTime(started);
            if (taken > slowest) slowest = taken;
        }
        report.Add(status, frame.Length, GC.GetAllocatedBytesForCurrentThread() - before, slowest);
        Assert.Equal(ParseStatus.Ok, status);
        TimeSpan shown = Show(view, report, isWarm: true);
        ReadAll(view);
        return shown > slowest ? shown : slowest;
    }

    // What people ask for: of no use if the answer does not come, or is larger than they can hold.
    private static TimeSpan Show(MessageView view, FuzzReport report, bool isWarm)
    {
        TimeSpan slowest = default;
        int lines = 0;
        Time(view, view => lines = view.Describe().AsSpan().Count('\n'));
        Time(view, view => view.Describe(unmasked: true));
        Time(view, view => view.Check());
        return slowest;

        void Time(MessageView view, Showing show)
        {
            long started = Stopwatch.GetTimestamp();
            long before = GC.GetAllocatedBytesForCurrentThread();
            show(view);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            TimeSpan taken = Stopwatch.GetElapsedTime(started);
            report.AddShown(lines, allocated, taken);
            if (taken > slowest) slowest = taken;
            if (isWarm) Demand(allocated <= ShownBytes * (lines + view.Frame.Length), $"{allocated} bytes are allocated for {lines} lines");
        }
    }

    private delegate void Showing(MessageView view);

    private void CompareRewritten(byte[] frame, WriteStatus status, int written)
    {
        SlowMessage plain = PlainMessage.Of(new MessageView(frame, index));
        Assert.Equal(SlowWriter.Judge(partner, plain), status);
        if (!status.IsOk) return;

        // By their values: a filling nibble that is read as any may be copied as it is.
        var again = new MessageView(destination.AsSpan(0, written), newIndex);
        Assert.Equal(plain.ReadBackFrom(partner).ToString(), PlainMessage.Of(again).ToString());
        Assert.Equal(ParseStatus.Ok, new MessageParser(partner).Parse(again.Frame, walkedIndex));
    }

    // Whatever was read, showing it is no exception.
    private static void ReadAll(MessageView view)
    {
        Span<byte> plain = new byte[20];
        for (int field = 2; field <= Bitmap.MaxField; field++)
        {
            if (!view.Has(field)) continue;
            view.TryCopy(field, plain, out _);
            view.TryGetInt64(field, out _);
            Assert.NotNull(view.MaskedText(field));
        }
        view.TryGetPan(out _);
        view.TryGetTrack2(out _);
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) Assert.Fail(otherwise);
    }
}
