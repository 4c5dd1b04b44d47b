namespace CardSwitch.Load.Client;

/// <summary>The first thing found wrong with a reply.</summary>
internal enum ReplyFault
{
    None,
    Length,
    MtiOrBitmap,
    Stan,
    NotPending,
    Rrn,
    ResponseCode,
    OtherField,
}
