using System.Diagnostics;
using System.Net.Sockets;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>
/// One terminal with its own connection: sends purchases, remembers those under way by STAN, and checks every answer
/// against its request.
/// </summary>
internal sealed class ShopTerminal
{
    // Slots for purchases under way, found by the low bits of the STAN; at 1,000 a second and terminal 16 s of silence.
    private const int Slots = 16_384;
    private const int LastStan = 999_999;

    private readonly ShopOptions options;
    private readonly PurchaseDeck deck;
    private readonly ShopTally[] tallies;
    private readonly ShopCounts[] fresh;
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

    internal ShopTerminal(ShopOptions options, PurchaseDeck deck, ShopTally[] tallies, int number)
    {
        this.options = options;
        this.deck = deck;
        this.tallies = tallies;
        fresh = new ShopCounts[tallies.Length];
        terminalId = System.Text.Encoding.ASCII.GetBytes($"T{number:D7}");
        parser = new MessageParser(options.Format);
        chance = new Chance(Chance.Of(options.Seed, (ulong)number));
    }

    /// <summary>Called for every answer in a closed loop, under the terminal's lock: whether to send another purchase.</summary>
    internal Func<bool>? WantsAnother { get; init; }

    internal bool IsConnected
    {
        get
        {
            lock (gate) return outbox is not null;
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

    /// <summary>Gives up what has waited too long.</summary>
    internal void Expire(long now)
    {
        long deadline = now - (long)(options.TimeOut.TotalSeconds * Stopwatch.Frequency);
        lock (gate)
        {
            GiveUp(since => since <= deadline);
            Publish();
        }
    }

    /// <summary>Ends the connection; the receiving loop gives up what is under way.</summary>
    internal void Disconnect()
    {
        lock (gate)
        {
            outbox = null;
            socket?.Dispose();
            socket = null;
            GiveUp(_ => true);
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
        }
        if (WantsAnother is not null) Begin();
        while (await receiver.ReceiveAsync(cancellation) && TakeAll(receiver))
        {
        }
    }

    private void Begin()
    {
        lock (gate)
        {
            for (int i = 0; i < options.Window && WantsAnother!(); i++) TryAdd(Stopwatch.GetTimestamp());
            outbox?.Flush();
            Publish();
        }
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
        if (outbox is null) return false;
        int stan = this.stan == LastStan ? 1 : this.stan + 1;
        ref OpenPurchase open = ref this.open[stan % Slots];
        if (open.Since != 0) return false;

        int card = chance.Below(deck.Cards);
        int amount = options.LeastAmount + chance.Below(options.MostAmount - options.LeastAmount + 1);
        ReadOnlySpan<byte> template = deck.Message(card);
        FieldIndex layout = deck.Layout(card);
        Span<byte> message = outbox.Reserve(template.Length);
        if (message.IsEmpty) return false;

        this.stan = stan;
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
        open = new OpenPurchase { Since = Math.Max(intended, 1), Rrn = rrn, Amount = amount, Card = card };
        openCount++;
        fresh[PurchaseDeck.RangeOf(card)].Sent++;
        return true;
    }

    /// <summary>Whether the message was an answer to a purchase under way, right or wrong.</summary>
    private bool Take(ReadOnlySpan<byte> message, long now)
    {
        bool sound = parser.Parse(message, index).IsOk;
        var view = new MessageView(message, index);
        if (!sound || !view.TryGetInt32(Field.Stan, out int stan) || this.open[stan % Slots].Since == 0
            || this.open[stan % Slots].Rrn % 1_000_000 != stan)
        {
            fresh[0].Unexpected++;
            return false;
        }

        ref OpenPurchase open = ref this.open[stan % Slots];
        int range = PurchaseDeck.RangeOf(open.Card);
        ref ShopCounts counts = ref fresh[range];
        if (!view.TryGetResponseCode(out ResponseCode code) || !Fits(view, in open)) counts.Wrong++;
        else if (code.IsApproval) counts.Approved++;
        else if (code == ResponseCode.IssuerUnavailable) counts.Unavailable++;
        else counts.Declined++;
        tallies[range].Record(now - open.Since);
        open.Since = 0;
        openCount--;
        return true;
    }

    private bool Fits(MessageView answer, in OpenPurchase open)
    {
        ReadOnlySpan<byte> request = deck.Message(open.Card);
        var asked = new MessageView(request, deck.Layout(open.Card));
        Span<byte> terminal = stackalloc byte[8];
        return answer.Type == asked.Type.ToResponse()
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
            openCount--;
            fresh[PurchaseDeck.RangeOf(open.Card)].Unanswered++;
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
