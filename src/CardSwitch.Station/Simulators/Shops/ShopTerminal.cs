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

    private readonly ShopOptions _options;
    private readonly PurchaseDeck _deck;
    private readonly ShopTally[] _tallies;
    private readonly ShopCounts[] _fresh;
    private readonly byte[] _terminalId;
    private readonly MessageParser _parser;
    private readonly FieldIndex _index = new();
    private readonly Lock _gate = new();
    private readonly OpenPurchase[] _open = new OpenPurchase[Slots];
    private Socket? _socket;
    private Outbox? _outbox;
    private Chance _chance;
    private WireClock _clock;
    private int _stan;
    private int _openCount;

    internal ShopTerminal(ShopOptions options, PurchaseDeck deck, ShopTally[] tallies, int number)
    {
        _options = options;
        _deck = deck;
        _tallies = tallies;
        _fresh = new ShopCounts[tallies.Length];
        _terminalId = System.Text.Encoding.ASCII.GetBytes($"T{number:D7}");
        _parser = new MessageParser(options.Format);
        _chance = new Chance(Chance.Of(options.Seed, (ulong)number));
    }

    /// <summary>Called for every answer in a closed loop, under the terminal's lock: whether to send another purchase.</summary>
    internal Func<bool>? WantsAnother { get; init; }

    internal bool IsConnected
    {
        get
        {
            lock (_gate) return _outbox is not null;
        }
    }

    internal int OpenCount
    {
        get
        {
            lock (_gate) return _openCount;
        }
    }

    /// <summary>Connects, and connects again when the connection is lost, until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using var socket = new Socket(_options.Station.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            try
            {
                await socket.ConnectAsync(_options.Station, cancellation);
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
        lock (_gate)
        {
            int sent = 0;
            while (sent < intended.Length && TryAdd(intended[sent])) sent++;
            _outbox?.Flush();
            Publish();
            return sent;
        }
    }

    /// <summary>Gives up what has waited too long.</summary>
    internal void Expire(long now)
    {
        long deadline = now - (long)(_options.TimeOut.TotalSeconds * Stopwatch.Frequency);
        lock (_gate)
        {
            GiveUp(since => since <= deadline);
            Publish();
        }
    }

    /// <summary>Ends the connection; the receiving loop gives up what is under way.</summary>
    internal void Disconnect()
    {
        lock (_gate)
        {
            _outbox = null;
            _socket?.Dispose();
            _socket = null;
            GiveUp(_ => true);
            Publish();
        }
    }

    private async Task ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        var receiver = new FrameReceiver(socket, _options.Framing);
        lock (_gate)
        {
            _socket = socket;
            _outbox = new Outbox(socket, _options.Framing, _gate);
        }
        if (WantsAnother is not null) Begin();
        while (await receiver.ReceiveAsync(cancellation) && TakeAll(receiver))
        {
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            for (int i = 0; i < _options.Window && WantsAnother!(); i++) TryAdd(Stopwatch.GetTimestamp());
            _outbox?.Flush();
            Publish();
        }
    }

    private bool TakeAll(FrameReceiver receiver)
    {
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            while (receiver.TryCut(out ReadOnlySpan<byte> message))
            {
                if (Take(message, now) && WantsAnother is not null && WantsAnother()) TryAdd(now);
            }
            _outbox?.Flush();
            Publish();
            return !receiver.IsBroken;
        }
    }

    private bool TryAdd(long intended)
    {
        if (_outbox is null) return false;
        int stan = _stan == LastStan ? 1 : _stan + 1;
        ref OpenPurchase open = ref _open[stan % Slots];
        if (open.Since != 0) return false;

        int card = _chance.Below(_deck.Cards);
        int amount = _options.LeastAmount + _chance.Below(_options.MostAmount - _options.LeastAmount + 1);
        ReadOnlySpan<byte> template = _deck.Message(card);
        FieldIndex layout = _deck.Layout(card);
        Span<byte> message = _outbox.Reserve(template.Length);
        if (message.IsEmpty) return false;

        _stan = stan;
        _clock.Refresh(intended);
        long rrn = _clock.RrnBase + stan;
        template.CopyTo(message);
        FramePatch.TrySetDigits(message, layout, Field.Amount, amount);
        FramePatch.TrySetDigits(message, layout, Field.TransmissionDateTime, _clock.Transmission);
        FramePatch.TrySetDigits(message, layout, Field.Stan, stan);
        FramePatch.TrySetDigits(message, layout, Field.LocalTime, _clock.LocalTime);
        FramePatch.TrySetDigits(message, layout, Field.LocalDate, _clock.LocalDate);
        FramePatch.TrySetDigits(message, layout, Field.Rrn, rrn);
        FramePatch.TrySet(message, layout, Field.TerminalId, _terminalId);
        open = new OpenPurchase { Since = Math.Max(intended, 1), Rrn = rrn, Amount = amount, Card = card };
        _openCount++;
        _fresh[PurchaseDeck.RangeOf(card)].Sent++;
        return true;
    }

    /// <summary>Whether the message was an answer to a purchase under way, right or wrong.</summary>
    private bool Take(ReadOnlySpan<byte> message, long now)
    {
        bool sound = _parser.Parse(message, _index).IsOk;
        var view = new MessageView(message, _index);
        if (!sound || !view.TryGetInt32(Field.Stan, out int stan) || _open[stan % Slots].Since == 0
            || _open[stan % Slots].Rrn % 1_000_000 != stan)
        {
            _fresh[0].Unexpected++;
            return false;
        }

        ref OpenPurchase open = ref _open[stan % Slots];
        int range = PurchaseDeck.RangeOf(open.Card);
        ref ShopCounts counts = ref _fresh[range];
        if (!ResponseCode.TryParse(view[Field.ResponseCode], out ResponseCode code) || !Fits(view, in open)) counts.Wrong++;
        else if (code.IsApproval) counts.Approved++;
        else if (code == ResponseCode.IssuerUnavailable) counts.Unavailable++;
        else counts.Declined++;
        _tallies[range].Record(now - open.Since);
        open.Since = 0;
        _openCount--;
        return true;
    }

    private bool Fits(MessageView answer, in OpenPurchase open)
    {
        ReadOnlySpan<byte> request = _deck.Message(open.Card);
        var asked = new MessageView(request, _deck.Layout(open.Card));
        return answer.Type == asked.Type.ToResponse()
            && answer[Field.Pan].SequenceEqual(asked[Field.Pan])
            && answer[Field.TerminalId].SequenceEqual(_terminalId)
            && answer.TryGetInt64(Field.Rrn, out long rrn) && rrn == open.Rrn
            && answer.TryGetInt64(Field.Amount, out long amount) && amount == open.Amount;
    }

    private void GiveUp(Func<long, bool> isLost)
    {
        if (_openCount == 0) return;
        foreach (ref OpenPurchase open in _open.AsSpan())
        {
            if (open.Since == 0 || !isLost(open.Since)) continue;
            open.Since = 0;
            _openCount--;
            _fresh[PurchaseDeck.RangeOf(open.Card)].Unanswered++;
        }
    }

    private void Publish()
    {
        for (int range = 0; range < _fresh.Length; range++)
        {
            if (_fresh[range] == default) continue;
            _tallies[range].Add(in _fresh[range]);
            _fresh[range] = default;
        }
    }
}
