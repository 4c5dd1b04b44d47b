using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.StandIn;

namespace CardSwitch.Station.Configuration;

/// <summary>
/// The cards that are never stood in: <c>stopList</c> in the station's file, and <c>stopListFile</c>, one a line. An error
/// names where a number stands, never what stands there: a wrong card number is nearly a right one.
/// </summary>
/// <param name="folder">What the path is relative to.</param>
/// <param name="verifyCheckDigit">Whether cards with a wrong check digit are declined anyway, so that one here is a slip.</param>
internal sealed class StopLists(string folder, bool verifyCheckDigit)
{
    // ISO/IEC 7812-1, as the station reads card numbers in messages.
    private const int FewestDigits = 8;

    internal void Bind(JsonSection section, StopList list)
    {
        section.Secrets("stopList", Expected, text => TryAdd(text, list));
        string file = section.Text("stopListFile", "");
        if (file.Length > 0) AddFile(Path.Combine(folder, file), section, list);
    }

    private string Expected => verifyCheckDigit
        ? "a card number of 8 to 19 digits with its check digit"
        : "a card number of 8 to 19 digits";

    private void AddFile(string path, JsonSection section, StopList list)
    {
        try
        {
            int line = 0;
            foreach (string text in File.ReadLines(path))
            {
                line++;
                string card = text.Split('#')[0].Trim();
                if (card.Length > 0 && !TryAdd(card, list)) section.Fail("stopListFile", $"{path}: line {line}: expected {Expected}");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            section.Fail("stopListFile", refused.Message);
        }
    }

    private bool TryAdd(string text, StopList list)
    {
        if (!Pan.TryParse(Encoding.UTF8.GetBytes(text), out Pan card) || card.Length < FewestDigits) return false;
        if (verifyCheckDigit && !card.HasValidCheckDigit) return false;
        list.Add(card);
        return true;
    }
}
