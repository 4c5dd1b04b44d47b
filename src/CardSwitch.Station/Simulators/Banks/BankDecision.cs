using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>What a bank answers.</summary>
/// <param name="Code">DE 39.</param>
/// <param name="Settlement">DE 66 of an answer to totals: 1 balanced, 2 not, 3 they cannot be read; 0 in all others.</param>
internal readonly record struct BankDecision(ResponseCode Code, int Settlement = 0);
