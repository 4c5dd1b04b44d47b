using System.Net.Sockets;
using CardSwitch.Station.Decoding;
using CardSwitch.Station.Simulators;

namespace CardSwitch.Station.Commands;

/// <summary>Replays messages and tells what came of each.</summary>
internal sealed class ReplayRun(Replay replay, MessageDecoder decoder, Terminal terminal)
{
    /// <summary>Whether every message was sent and each that wants an answer got one that can be read.</summary>
    internal async Task<bool> RunAsync(IAsyncEnumerable<EncodedMessage> messages, CancellationToken cancellation)
    {
        int sent = 0, failed = 0;
        try
        {
            await foreach (EncodedMessage message in messages.WithCancellation(cancellation))
            {
                if (message.WrongCharacter != 0)
                {
                    decoder.Decode(message);
                    continue;
                }
                sent++;
                (ReplayOutcome outcome, byte[] answer) = await replay.SendAsync(message.Bytes, cancellation);
                if (outcome == ReplayOutcome.Answered)
                {
                    decoder.Decode(new EncodedMessage($"answer to {message.Origin}", answer));
                    await terminal.Out.FlushAsync(cancellation);
                }
                else if (outcome != ReplayOutcome.NotAwaited)
                {
                    failed++;
                    await terminal.Error.WriteLineAsync($"{message.Origin}: {TextOf(outcome)}");
                }
            }
        }
        catch (SocketException refused)
        {
            throw new UsageException($"Cannot connect to the station: {refused.Message}; is it running there?");
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: what was sent so far is what was asked for.
        }
        failed += decoder.Bad;
        await terminal.Error.WriteLineAsync(FormattableString.Invariant($"{sent} sent, {failed} failed"));
        return failed == 0;
    }

    private static string TextOf(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.TimedOut => "no answer in time",
        ReplayOutcome.Closed => "the station closed the connection without an answer",
        _ => "what came back is not in the framing; check --framing",
    };
}
