namespace CardSwitch.Security;

/// <summary>
/// The MAC keys of a listener's or an issuer's links: one for each direction, and while the one of what comes in is changed,
/// the old one beside it, until so long after the first message under the new one. Keys that came over the link belong
/// to it, and are destroyed with their last use. Under the station's lock.
/// </summary>
internal sealed class LinkKeys(ICryptoProvider crypto, LinkMacOptions options)
{
    /// <summary>Where the mode of use stands in the header of a TR-31 block: what its receiver may do with the key.</summary>
    private const int ModeAt = 8;

    private readonly MacAlgorithm algorithm = options.Algorithm;
    private readonly long overlapNs = options.OldKeyFor.Ticks * 100;
    private Owned verify = new(options.VerifyKey, IsOurs: false);
    private Owned generate = new(options.GenerateKey, IsOurs: false);
    private Owned old;
    private Owned next;
    private long oldUntil;
    private TaskCompletionSource<bool>? awaited;

    internal CryptoStatus Generate(ReadOnlySpan<byte> data, Span<byte> mac)
    {
        CryptoStatus status = crypto.GenerateMac(generate.Key, algorithm, data, mac);
        // The answer that said yes to a new key was the last message under the one before.
        if (!next.Key.IsNone)
        {
            Destroy(generate);
            (generate, next) = (next, default);
        }
        return status;
    }

    internal CryptoStatus Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac, long nowNs)
    {
        CryptoStatus status = crypto.VerifyMac(verify.Key, algorithm, data, mac);
        return old.Key.IsNone ? status : VerifyWithTwo(status, data, mac, nowNs);
    }

    private CryptoStatus VerifyWithTwo(CryptoStatus status, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac, long nowNs)
    {
        if (oldUntil == 0 && status == CryptoStatus.Ok) oldUntil = nowNs + overlapNs;
        if (oldUntil != 0 && nowNs > oldUntil)
        {
            Destroy(old);
            old = default;
            return status;
        }
        return status == CryptoStatus.Invalid ? crypto.VerifyMac(old.Key, algorithm, data, mac) : status;
    }

    /// <summary>Completes with true when a new key was taken over the link.</summary>
    internal Task<bool> NextTaken() =>
        (awaited ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>
    /// Takes a new key as its counterpart sent it. Its block says by its mode of use which direction it is for: C both, V what
    /// comes in, G what goes out. False when it is not to be had, is of another usage, or the link takes none.
    /// </summary>
    internal bool TryTake(ReadOnlySpan<char> block, out string checkValue)
    {
        checkValue = "";
        if (!options.TakesKeys || block.Length <= ModeAt || block[ModeAt] is not ('C' or 'V' or 'G')) return false;
        char mode = block[ModeAt];
        try
        {
            KeyHandle key = crypto.Import(block);
            KeyInfo info = crypto.Describe(key);
            if (info.Usage != algorithm.Usage())
            {
                crypto.Destroy(key);
                return false;
            }
            checkValue = info.CheckValue;
            Use(key, mode, info.CheckValue);
        }
        catch (CryptoException)
        {
            return false;
        }
        awaited?.TrySetResult(true);
        awaited = null;
        return true;
    }

    // A repeat of the message brings the same key again: what is in use stays, and so does the old key's time.
    private void Use(KeyHandle key, char mode, string checkValue)
    {
        bool comesIn = mode != 'G' && !IsSame(verify, checkValue), goesOut = mode != 'V' && !IsSame(generate, checkValue);
        if (!comesIn && !goesOut)
        {
            crypto.Destroy(key);
            return;
        }
        if (comesIn)
        {
            Destroy(old);
            (old, oldUntil) = (verify, 0);
            verify = new Owned(key, IsOurs: true);
        }
        // A key for both directions goes with its last use in either, which is that of what comes in.
        if (goesOut) next = new Owned(key, IsOurs: mode == 'G');
    }

    private bool IsSame(Owned key, string checkValue) => key.IsOurs && crypto.Describe(key.Key).CheckValue == checkValue;

    private void Destroy(Owned key)
    {
        if (key.IsOurs) crypto.Destroy(key.Key);
    }

    private readonly record struct Owned(KeyHandle Key, bool IsOurs);
}
