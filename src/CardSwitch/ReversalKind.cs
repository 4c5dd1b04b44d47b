namespace CardSwitch;

/// <summary>The messages by which an issuer is told of a reversal.</summary>
public enum ReversalKind
{
    /// <summary>Advices: 0420, answered 0430, repeated as 0421.</summary>
    Advice,

    /// <summary>Requests: 0400, answered 0410, repeated as 0401. For issuers that know no advices.</summary>
    Request,
}
