namespace CardSwitch.Settlement;

/// <summary>What a reconciliation message says besides the totals.</summary>
/// <param name="Stan">DE 11.</param>
/// <param name="Transmission">DE 7 as a number, MMDDhhmmss.</param>
/// <param name="Day">The business day, yyyymmdd: DE 15.</param>
/// <param name="Currency">DE 50 as a number.</param>
/// <param name="Institution">DE 33, left out when 0.</param>
/// <param name="Result">DE 66, left out of a request.</param>
internal readonly record struct ReconciliationTerms(
    int Stan, long Transmission, int Day, int Currency, long Institution, ReconciliationResult Result = ReconciliationResult.None);
