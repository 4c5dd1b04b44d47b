using CardSwitch.Iso8583;

namespace CardSwitch.Switching;

/// <summary>The institutions that a peer speaks for; a handful.</summary>
internal sealed class InstitutionSet(IReadOnlyList<long> institutions)
{
    private readonly long[] institutions = [.. institutions];

    /// <summary>Those of a peer; null where there is none, or it may speak for any.</summary>
    internal static InstitutionSet? Of(LinkPeer? peer) =>
        peer is null or { AllowAnyInstitution: true } ? null : new InstitutionSet(peer.Institutions);

    /// <summary>Whether the acquirer (DE 32) and the forwarder (DE 33) of a message, where it names them, are among these.</summary>
    internal bool Covers(MessageView message) => Covers(message, Field.AcquirerId) && Covers(message, Field.ForwarderId);

    private bool Covers(MessageView message, int field) => !message.Has(field)
        || (message.TryGetInt64(field, out long named) && institutions.AsSpan().Contains(named));
}
