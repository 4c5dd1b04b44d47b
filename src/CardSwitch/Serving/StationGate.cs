using System.Diagnostics;
using CardSwitch.Framing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Security;
using CardSwitch.Switching;

namespace CardSwitch.Serving;

/// <summary>
/// The one door to a station's core. A link's loop comes through it with all the bytes of one read: it takes the lock,
/// cuts frames and feeds each to the core, claims the outputs to which something was written, leaves the lock, and sends.
/// </summary>
internal sealed class StationGate : ISwitchOutput
{
    /// <summary>Single steps are timed for one batch in so many: each reading of the clock costs tens of ns.</summary>
    private const int StepSampling = 64;

    private static readonly double NsPerTick = 1e9 / Stopwatch.Frequency;
    private static readonly Func<long> StepClock = NowNs;

    private readonly AttachmentTable attachments = new();
    private readonly List<Attachment> touched = [];
    private readonly List<Attachment> doomed = [];
    private readonly DueOutputs tickDue = new();
    private readonly List<Attachment> held = [];
    private readonly DueOutputs durableDue = new();
    private readonly List<Notice> notices = [];
    private readonly DurableMark durable;
    private readonly Action<Notice> tell;
    private readonly TimeProvider time;
    private int batches;
    private bool isJournalDead;

    /// <param name="makeCore">Makes the core, given where its effects go.</param>
    /// <param name="durable">Up to which record the journal is durable; moved by <see cref="Durable"/> only.</param>
    /// <param name="tell">Tells the operator; called outside the lock.</param>
    /// <param name="time">The wall clock.</param>
    internal StationGate(Func<ISwitchOutput, SwitchCore> makeCore, DurableMark durable, Action<Notice> tell, TimeProvider time)
    {
        this.durable = durable;
        this.tell = tell;
        this.time = time;
        Core = makeCore(this);
    }

    /// <summary>Guards the core, the table of attachments and every link's output.</summary>
    internal Lock Lock { get; } = new();

    internal SwitchCore Core { get; }

    /// <summary>Now, in ns, by the clock of the links' timestamps.</summary>
    internal static long NowNs() => ToNs(Stopwatch.GetTimestamp());

    private Moment Now()
    {
        long now = NowNs();
        return new Moment(now, now, UnixMs());
    }

    private long UnixMs() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Open connections of shops. Under the lock.</summary>
    internal int Shops => attachments.Shops;

    /// <summary>An issuer in this process is ready: what the core sends it goes to the port.</summary>
    internal void Attach(HandlerPort port) => Enter(moment =>
    {
        Attachment attachment = attachments.Add(port.Profile, link: null, port);
        port.Attachment = attachment;
        Core.IssuerUp(attachment.Id, port.Profile.Issuer, in moment);
    });

    /// <summary>A connection is up.</summary>
    internal void Opened(Link link, LinkOwner owner)
    {
        var due = new DueOutputs();
        LinkProfile profile = owner.Profile;
        lock (Lock)
        {
            Attachment attachment = attachments.Add(profile, link, port: null, owner);
            link.State = attachment;
            link.Output.Durable = durable;
            if (profile.IsIssuer) Core.IssuerUp(attachment.Id, profile.Issuer, Now(), owner.Rank);
            else Core.ShopUp(attachment.Id, profile.Parser, profile.MustSignOn, profile.Mac.IsOn, InstitutionSet.Of(link.Identity));
            Claim(due);
        }
        due.Release();
    }

    /// <summary>A connection is gone.</summary>
    internal void Closed(Link link)
    {
        var due = new DueOutputs();
        lock (Lock)
        {
            var attachment = (Attachment)link.State!;
            TellUnsent(attachment, link.Output.Unsent);
            Core.LinkDown(attachment.Id, Now());
            attachments.Remove(attachment);
            Claim(due);
        }
        due.Release();
    }

    // Messages that the link never handed to its transport. A framing whose two directions differ cannot cut its own.
    private void TellUnsent(Attachment attachment, ReadOnlySpan<byte> bytes)
    {
        if (attachment.Profile.IsIssuer) return;
        Moment moment = Now();
        while (attachment.Profile.Framing.TryRead(bytes, out FrameSlice frame) is FrameStatus.Frame or FrameStatus.KeepAlive)
        {
            if (frame.Length > 0) Core.NotSent(attachment.Id, bytes.Slice(frame.Offset, frame.Length), in moment);
            bytes = bytes[frame.Consumed..];
        }
    }

    /// <summary>The journal is durable up to a record: what waited for it may leave. Called by one thread at a time.</summary>
    internal void Durable(long upTo)
    {
        lock (Lock)
        {
            durable.UpTo = upTo;
            foreach (Attachment attachment in held)
            {
                attachment.IsHeld = false;
                if (attachments.Find(attachment.Id) is not null) Touch(attachment);
            }
            held.Clear();
            Claim(durableDue);
        }
        durableDue.Release();
    }

    /// <summary>
    /// No record will be durable any more: what waits for one never leaves, and does not stand in the way of what does not.
    /// </summary>
    internal void JournalFailed()
    {
        lock (Lock)
        {
            isJournalDead = true;
            foreach (Attachment attachment in held)
            {
                attachment.IsHeld = false;
                attachment.Link?.Output.DropHeld();
            }
            held.Clear();
        }
    }

    /// <summary>Links of an address are taken out of use, in order.</summary>
    internal void Retire(LinkOwner owner) => Enter(moment =>
    {
        foreach (Attachment attachment in attachments.Of(owner))
        {
            attachment.IsRetiring = true;
            Core.Retire(attachment.Id, in moment);
        }
    });

    /// <summary>Whether a link of the address carries traffic.</summary>
    internal bool IsCarrying(LinkOwner owner)
    {
        lock (Lock) return attachments.Of(owner).Any(attachment => Core.IsCarrying(attachment.Id));
    }

    /// <summary>Does something to the core from outside, and sends what comes of it.</summary>
    internal void Enter(Action<Moment> act)
    {
        var due = new DueOutputs();
        lock (Lock)
        {
            act(Now());
            Claim(due);
        }
        due.Release();
    }

    /// <summary>
    /// Bytes have come over a link: all that are not consumed yet. Returns how many are now, or -1 when the stream can
    /// no longer be cut into frames.
    /// </summary>
    internal int Received(Link link, ReadOnlySpan<byte> bytes, long timestamp)
    {
        var attachment = (Attachment)link.State!;
        IFraming framing = attachment.Profile.Framing;
        int consumed = 0;
        bool sound;
        lock (Lock)
        {
            var moment = new Moment(ToNs(timestamp), NowNs(), UnixMs(), ++batches % StepSampling == 0 ? StepClock : null);
            FrameStatus status = FrameStatus.NeedMore;
            // What follows bytes that make no sense may make sense by chance only.
            while (attachment.Doom is null && (status = framing.TryRead(bytes[consumed..], out FrameSlice frame))
                is FrameStatus.Frame or FrameStatus.KeepAlive)
            {
                if (status == FrameStatus.Frame)
                {
                    Receive(attachment, bytes.Slice(consumed + frame.Offset, frame.Length), in moment);
                }
                consumed += frame.Consumed;
            }
            sound = attachment.Doom is not null || status == FrameStatus.NeedMore;
            Claim(attachment.Due);
        }
        attachment.Due.Release();
        return sound ? consumed : -1;
    }

    // The core sees no frame whose MAC was not found right, and none with a MAC.
    private void Receive(Attachment attachment, ReadOnlySpan<byte> frame, in Moment moment)
    {
        LinkMac mac = attachment.Profile.Mac;
        MacVerdict verdict = mac.Open(frame, moment.EnteredAt, out ReadOnlySpan<byte> plain);
        if (verdict == MacVerdict.Good)
        {
            Core.Received(attachment.Id, plain, in moment);
            return;
        }
        Core.NotAuthentic(attachment.Id, frame, verdict, in moment);
        if (verdict == MacVerdict.Unavailable) return;
        if (++attachment.MacFailures >= mac.MaxFailures) Doom(attachment, LinkCloseReason.BadMac);
    }

    /// <summary>An issuer in this process has answered.</summary>
    internal void Answered(HandlerPort port, ReadOnlySpan<byte> frame, DueOutputs due)
    {
        lock (Lock)
        {
            Moment moment = Now();
            Receive(port.Attachment!, frame, in moment);
            Claim(due);
        }
        due.Release();
    }

    /// <summary>Time has passed: time-outs are due, and links are looked after.</summary>
    internal void Tick()
    {
        lock (Lock)
        {
            Core.Tick(Now());
            Claim(tickDue);
        }
        tickDue.Release();
    }

    /// <summary>Whether some of what was given to the links has not been sent yet.</summary>
    internal bool IsSending
    {
        get
        {
            lock (Lock) return attachments.Links().Any(link => link.Output.IsSending || link.Output.Pending > 0);
        }
    }

    /// <summary>The links that are open now.</summary>
    internal Link[] Links()
    {
        lock (Lock) return attachments.Links();
    }

    bool ISwitchOutput.TryReserve(LinkId link, int length, out Span<byte> message)
    {
        message = default;
        Attachment? attachment = attachments.Find(link);
        if (attachment is null || attachment.Doom is not null) return false;
        if (attachment.Port is { } port) return port.TryReserve(length, out message);

        LinkProfile profile = attachment.Profile;
        int most = profile.MaxRoom - profile.Mac.Room;
        if (length > most) length = most;
        if (!attachment.Link!.Output.TryReserve(WholeOf(profile, length + profile.Mac.Room), out Span<byte> room))
        {
            // A bank's link may be passed over for another; a shop that does not read its answers has no other.
            if (!profile.IsIssuer) Doom(attachment, LinkCloseReason.SlowReader);
            return false;
        }
        message = room.Slice(profile.HeaderLength, length);
        return true;
    }

    void ISwitchOutput.Tell(in Notice notice) => notices.Add(notice);

    void ISwitchOutput.Send(LinkId link, int length, long after)
    {
        Attachment attachment = attachments.Find(link)!;
        if (isJournalDead && after > durable.UpTo) return;
        if (attachment.Port is { } port)
        {
            port.Commit(length, after);
        }
        else
        {
            LinkProfile profile = attachment.Profile;
            LinkOutput output = attachment.Link!.Output;
            output.TryReserve(WholeOf(profile, length + profile.Mac.Room), out Span<byte> room);
            // Without its MAC it is worth nothing, and the other side must find that out.
            if (!profile.Mac.TryClose(room[profile.HeaderLength..], ref length))
            {
                notices.Add(new Notice(NoticeKind.NoMac, profile.Issuer));
                Doom(attachment, LinkCloseReason.NoMac);
                return;
            }
            int whole = WholeOf(profile, length);
            profile.Framing.WriteHeader(room, length);
            if (profile.TrailerLength > 0) profile.Framing.WriteTrailer(room[(profile.HeaderLength + length)..]);
            output.Advance(whole, after);
        }
        Touch(attachment);
    }

    private static int WholeOf(LinkProfile profile, int length) => profile.HeaderLength + length + profile.TrailerLength;

    private void Touch(Attachment attachment)
    {
        if (attachment.IsTouched) return;
        attachment.IsTouched = true;
        touched.Add(attachment);
    }

    bool ISwitchOutput.TryTakeKey(LinkId link, ReadOnlySpan<char> keyBlock, out string checkValue)
    {
        checkValue = "";
        return attachments.Find(link)?.Profile.Mac.Keys is { } keys && keys.TryTake(keyBlock, out checkValue);
    }

    void ISwitchOutput.Close(LinkId link)
    {
        if (attachments.Find(link) is not { } attachment) return;
        Doom(attachment, attachment.IsRetiring ? LinkCloseReason.Stopped : LinkCloseReason.BadBytes);
    }

    private void Doom(Attachment attachment, LinkCloseReason reason)
    {
        if (attachment.Doom is not null) return;
        attachment.Doom = reason;
        doomed.Add(attachment);
    }

    // Under the lock: what is to be sent or closed after leaving it.
    private void Claim(DueOutputs due)
    {
        foreach (Attachment attachment in touched)
        {
            attachment.IsTouched = false;
            if (attachment.Port is { } port)
            {
                if (due.Add(port, durable.UpTo)) Hold(attachment);
                continue;
            }
            LinkOutput output = attachment.Link!.Output;
            if (output.TryBeginSend()) due.AddFlush(attachment.Link);
            if (output.IsHeld) Hold(attachment);
        }
        touched.Clear();
        if (notices.Count > 0)
        {
            due.Add(notices, tell);
            notices.Clear();
        }
        foreach (Attachment attachment in doomed) due.AddClose(attachment.Link!, attachment.Doom!.Value);
        doomed.Clear();
    }

    private void Hold(Attachment attachment)
    {
        if (attachment.IsHeld) return;
        attachment.IsHeld = true;
        held.Add(attachment);
    }

    private static long ToNs(long timestamp) =>
        Stopwatch.Frequency == 1_000_000_000 ? timestamp : (long)(timestamp * NsPerTick);
}
