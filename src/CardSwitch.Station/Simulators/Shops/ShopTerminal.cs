using System.Diagnostics;
using System.Net.Sockets;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>
/// One terminal with its own connection: signs on, sends purchases, remembers those under way by STAN, checks every answer
/// against its request, and reverses what it got none for.
/// </summary>
internal sealed class ShopTerminal
{
    // Slots for purchases under way, found by the low bits of the STAN; at 1,000 a second and terminal 16 s of silence.
    private const int Slots = 16_384;
    private const int LastStan = 999_999;
    private const ulong RepeatDraw = 201, ReverseDraw = 420;

    private readonly ShopOptions options;
    private readonly PurchaseDeck deck;
    private readonly ShopTally[] tallies;
    private readonly ShopCounts[] fresh;
    private readonly OwedReversals reversals;
    private readonly byte[] terminalId;
    private readonly MessageParser parser;
    private readonly FieldIndex index = new();
    private readonly Lock gate = new();
    private readonly OpenPurchase[] open = new OpenPurchase[Slots];
    private Socket? socket;
    private Outbox? outbox;
    private Chance chance;
    private WireClock clock;
    private int stan;
    private int openCount;
    private int signOnStan;
    private long signOnSince;
    private bool isSignedOn;

    internal ShopTerminal(ShopOptions options, PurchaseDeck deck, ShopTally[] tallies, int number)
    {
        this.options = options;
        this.deck = deck;
        this.tallies = tallies;
        fresh = new ShopCounts[tallies.Length];
        string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"T{number:D7}");
        terminalId = System.Text.Encoding.ASCII.GetBytes(name);
        reversals = new OwedReversals(options, deck, name);
        parser = new MessageParser(options.Format);
        chance = new Chance(Chance.Of(options.Seed, (ulong)number));
    }

    /// <summary>Called for every answer in a closed loop, under the terminal's lock: whether to send another purchase.</summary>
    internal Func<bool>? WantsAnother { get; init; }

    /// <summary>Connected and signed on.</summary>
    internal bool IsConnected
    {
        get
        {
            lock (gate) return isSignedOn;
        }
    }

    /// <summary>Reversals that are not acknowledged yet.</summary>
    internal int OwedCount
    {
        get
        {
            lock (gate) return reversals.Count;
        }
    }

    internal int OpenCount
    {
        get
        {
            lock (gate) return openCount;
        }
    }

    /// <summary>Connects, and connects again when the connection is lost, until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using var socket = new Socket(options.Station.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            try
            {
                await socket.ConnectAsync(options.Station, cancellation);
                await ReceiveAsync(socket, cancellation);
            }
            catch (Exception failed) when (failed is SocketException or OperationCanceledException)
            {
                // Tried again below, unless cancelled.
            }
            Disconnect();
            await Task.Delay(200, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Puts purchases into the outbox and sends them in one go. Returns how many there was room for; none while the
    /// terminal is not connected.
    /// </summary>
    internal int Send(ReadOnlySpan<long> intended)
    {
        lock (gate)
        {
            int sent = 0;
            while (sent < intended.Length && TryAdd(intended[sent])) sent++;
            outbox?.Flush();
            Publish();
            return sent;
        }
    }

    /// <summary>Gives up what has waited too long, and sends the reversals that are due.</summary>
    internal void Expire(long now)
    {
        long deadline = now - (long)(options.TimeOut.TotalSeconds * Stopwatch.Frequency);
        lock (gate)
        {
            GiveUp(since => since <= deadline);
            SendReversals(now);
            outbox?.Flush();
            Publish();
            // A station that does not answer the sign-on is tried again; the receiving loop ends with the socket.
            if (socket is not null && !isSignedOn && signOnSince <= deadline) socket.Dispose();
        }
    }

    /// <summary>Ends the connection; the receiving loop gives up what is under way.</summary>
    internal void Disconnect()
    {
        lock (gate)
        {
            outbox = null;
            isSignedOn = false;
            socket?.Dispose();
            socket = null;
            GiveUp(_ => true);
            reversals.ConnectionLost();
            Publish();
        }
    }

    private async Task ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        var receiver = new FrameReceiver(socket, options.Framing);
        lock (gate)
        {
            this.socket = socket;
            outbox = new Outbox(socket, options.Framing, gate);
            AskToSignOn();
            outbox.Flush();
            Publish();
        }
        while (await receiver.ReceiveAsync(cancellation) && TakeAll(receiver))
        {
        }
    }

    private void AskToSignOn()
    {
        signOnSince = Stopwatch.GetTimestamp();
        clock.Refresh(signOnSince);
        signOnStan = NextStan();
        outbox!.TryAdd(SignOnMessage.Write(options.Format, signOnStan, clock.Transmission));
        fresh[0].Messages++;
    }

    private void Begin()
    {
        isSignedOn = true;
        SendReversals(Stopwatch.GetTimestamp());
        for (int i = 0; i < options.Window && WantsAnother is not null && WantsAnother(); i++) TryAdd(Stopwatch.GetTimestamp());
    }

    private bool TakeAll(FrameReceiver receiver)
    {
        lock (gate)
        {
            long now = Stopwatch.GetTimestamp();
            while (receiver.TryCut(out ReadOnlySpan<byte> message))
            {
                if (Take(message, now) && WantsAnother is not null && WantsAnother()) TryAdd(now);
            }
            outbox?.Flush();
            Publish();
            return !receiver.IsBroken;
        }
    }

    private bool TryAdd(long intended)
    {
        if (outbox is null || !isSignedOn) return false;
        int stan = NextStan();
        ref OpenPurchase open = ref this.open[stan % Slots];
        if (open.Since != 0) return false;

        int card = chance.Below(deck.Cards);
        int amount = options.LeastAmount + chance.Below(options.MostAmount - options.LeastAmount + 1);
        ReadOnlySpan<byte> template = deck.Message(card);
        FieldIndex layout = deck.Layout(card);
        Span<byte> message = outbox.Reserve(template.Length);
        if (message.IsEmpty) return false;

        clock.Refresh(intended);
        long rrn = clock.RrnBase + stan;
        template.CopyTo(message);
        FramePatch.TrySetDigits(message, layout, Field.Amount, amount);
        FramePatch.TrySetDigits(message, layout, Field.TransmissionDateTime, clock.Transmission);
        FramePatch.TrySetDigits(message, layout, Field.Stan, stan);
        FramePatch.TrySetDigits(message, layout, Field.LocalTime, clock.LocalTime);
        FramePatch.TrySetDigits(message, layout, Field.LocalDate, clock.LocalDate);
        FramePatch.TrySetDigits(message, layout, Field.Rrn, rrn);
        FramePatch.TrySet(message, layout, Field.TerminalId, terminalId);
        open = new OpenPurchase
        {
            Since = Math.Max(intended, 1),
            Rrn = rrn,
            Amount = amount,
            Card = card,
            Transmission = (int)clock.Transmission,
        };
        openCount++;
        ref ShopCounts counts = ref fresh[PurchaseDeck.RangeOf(card)];
        counts.Sent++;
        counts.Messages++;
        if (IsDrawn(rrn, options.RepeatPercent, RepeatDraw)) Repeat(message, layout, ref open, ref counts);
        return true;
    }

    // The same again, as a terminal does that has not heard for a while.
    private void Repeat(ReadOnlySpan<byte> message, FieldIndex layout, ref OpenPurchase open, ref ShopCounts counts)
    {
        Span<byte> again = outbox!.Reserve(message.Length);
        if (again.IsEmpty) return;
        message.CopyTo(again);
        FramePatch.SetType(again, layout, layout.Type.ToRepeat());
        open.WasRepeated = true;
        counts.Repeats++;
        counts.Messages++;
    }

    // By the purchase, so that which ones are drawn changes nothing about the purchases themselves.
    private bool IsDrawn(long rrn, double percent, ulong what) =>
        percent > 0 && Chance.Of(options.Seed ^ what, (ulong)rrn) % 10_000 < percent * 100;

    private int NextStan()
    {
        do
        {
            stan = stan == LastStan ? 1 : stan + 1;
        }
        while (reversals.Has(stan));
        return stan;
    }

    /// <summary>Whether the message was an answer to a purchase under way, right or wrong.</summary>
    private bool Take(ReadOnlySpan<byte> message, long now)
    {
        fresh[0].Heard++;
        bool sound = parser.Parse(message, index).IsOk;
        var view = new MessageView(message, index);
        if (sound && index.Type.Class is MessageClass.NetworkManagement or MessageClass.Reversal)
        {
            TakeOther(view);
            return false;
        }
        if (!sound || !view.TryGetInt32(Field.Stan, out int stan) || this.open[stan % Slots].Stan != stan
            || this.open[stan % Slots].Since == 0)
        {
            TakeUnopened(view, sound);
            return false;
        }

        ref OpenPurchase open = ref this.open[stan % Slots];
        int range = PurchaseDeck.RangeOf(open.Card);
        ref ShopCounts counts = ref fresh[range];
        tallies[range].Record(now - open.Since);
        open.Since = 0;
        open.Fate = PurchaseFate.Answered;
        openCount--;
        if (!view.TryGetResponseCode(out open.Code) || !Fits(view, in open)) counts.Wrong++;
        else if (open.Code.IsApproval) Approved(in open, ref counts, now);
        else if (open.Code == ResponseCode.IssuerUnavailable) counts.Unavailable++;
        else counts.Declined++;
        return true;
    }

    private void Approved(in OpenPurchase purchase, ref ShopCounts counts, long now)
    {
        counts.Approved++;
        counts.ApprovedAmount += purchase.Amount;
        if (!IsDrawn(purchase.Rrn, options.ReversePercent, ReverseDraw)) return;
        counts.TakenBack++;
        counts.TakenBackAmount += purchase.Amount;
        Reverse(in purchase, ref counts);
        SendReversals(now);
    }

    private void Reverse(in OpenPurchase purchase, ref ShopCounts counts)
    {
        clock.Refresh(Stopwatch.GetTimestamp());
        reversals.Add(new OwedReversal { Purchase = purchase, Stan = NextStan(), Transmission = clock.Transmission });
        counts.Reversals++;
    }

    private void SendReversals(long now)
    {
        if (outbox is not null && isSignedOn) fresh[0].Messages += reversals.SendDue(outbox, now);
    }

    // An answer to a sign-on or a reversal.
    private void TakeOther(MessageView answer)
    {
        bool isSignOn = answer.Type.Class == MessageClass.NetworkManagement;
        if (!isSignOn && reversals.TryTake(answer)) return;
        if (isSignOn && answer.TryGetInt32(Field.Stan, out int stan) && stan == signOnStan
            && answer.TryGetResponseCode(out ResponseCode code) && code.IsApproval)
        {
            Begin();
            return;
        }
        fresh[0].Wrong++;
    }

    // A second answer to what was sent twice, or one to what was given up, may be; anything else may not.
    private void TakeUnopened(MessageView answer, bool sound)
    {
        if (sound && answer.TryGetInt32(Field.Stan, out int stan) && this.open[stan % Slots] is var open && open.Stan == stan)
        {
            if (open.Fate == PurchaseFate.GivenUp)
            {
                fresh[0].Late++;
                return;
            }
            if (open is { Fate: PurchaseFate.Answered, WasRepeated: true } && Fits(answer, in open)
                && answer.TryGetResponseCode(out ResponseCode code) && code == open.Code)
            {
                fresh[0].AnsweredAgain++;
                return;
            }
        }
        fresh[0].Unexpected++;
    }

    private bool Fits(MessageView answer, in OpenPurchase open)
    {
        ReadOnlySpan<byte> request = deck.Message(open.Card);
        var asked = new MessageView(request, deck.Layout(open.Card));
        Span<byte> terminal = stackalloc byte[8];
        return answer.Type.WithoutRepeat() == asked.Type.ToResponse()
            && answer[Field.Pan].SequenceEqual(asked[Field.Pan])
            && answer.TryCopy(Field.TerminalId, terminal, out int length) && terminal[..length].SequenceEqual(terminalId)
            && answer.TryGetInt64(Field.Rrn, out long rrn) && rrn == open.Rrn
            && answer.TryGetInt64(Field.Amount, out long amount) && amount == open.Amount;
    }

    private void GiveUp(Func<long, bool> isLost)
    {
        if (openCount == 0) return;
        foreach (ref OpenPurchase open in open.AsSpan())
        {
            if (open.Since == 0 || !isLost(open.Since)) continue;
            open.Since = 0;
            open.Fate = PurchaseFate.GivenUp;
            openCount--;
            ref ShopCounts counts = ref fresh[PurchaseDeck.RangeOf(open.Card)];
            counts.Unanswered++;
            Reverse(in open, ref counts);
        }
    }

    private void Publish()
    {
        for (int range = 0; range < fresh.Length; range++)
        {
            if (fresh[range] == default) continue;
            tallies[range].Add(in fresh[range]);
            fresh[range] = default;
        }
    }
}
