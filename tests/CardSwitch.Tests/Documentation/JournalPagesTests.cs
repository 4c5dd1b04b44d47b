using CardSwitch.Journal;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Documentation;

/// <summary>The pages about the journal say what the code says.</summary>
public sealed class JournalPagesTests
{
    [Fact]
    public void Every_number_has_its_row()
    {
        string page = Text("docs/journal.md");
        foreach (RecordKind kind in Enum.GetValues<RecordKind>()) Assert.Contains($"\n| {(int)kind} | {kind} |", page, StringComparison.Ordinal);
        foreach (TotalsEffect effect in Enum.GetValues<TotalsEffect>())
        {
            Assert.Contains($"\n| {(int)effect} | {effect} |", page, StringComparison.Ordinal);
        }
        foreach (JournalFault fault in Enum.GetValues<JournalFault>().Except([JournalFault.Unreachable]))
        {
            Assert.Contains($"\n| {fault} |", page, StringComparison.Ordinal);
        }
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));
}
