namespace CardSwitch.Routing;

/// <summary>
/// The 19-digit numbers from <c>Start</c> to the next piece's, and their most specific entry: its digits and issuer, or
/// 0 and -1 where no one owns them.
/// </summary>
internal readonly record struct BinPiece(ulong Start, int Digits, int Issuer);
