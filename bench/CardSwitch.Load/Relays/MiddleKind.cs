using CardSwitch.Journal;

namespace CardSwitch.Load.Relays;

/// <summary>A middle by the name it has on the command line.</summary>
/// <param name="Name">As in <c>--middles</c>.</param>
/// <param name="Description">One line for the report.</param>
/// <param name="Create">Null when there is no process in the middle.</param>
/// <param name="KeepsJournal">Whether it is the switch with a journal: compared with the switch that keeps none.</param>
internal sealed record MiddleKind(string Name, string Description, Func<IMiddle>? Create, bool KeepsJournal = false)
{
    /// <summary>The middle that the others are compared with.</summary>
    public const string Baseline = "sockets";

    public static readonly IReadOnlyList<MiddleKind> All =
    [
        new("none", "the client straight to the bank", null),
        new(Baseline, "relay on plain sockets, one double buffer per target", () => new SocketRelay()),
        new("pipes", "the same relay on System.IO.Pipelines", () => new PipeRelay()),
        new("switch", "CardSwitch.SwitchServer, no journal", () => new SwitchMiddle()),
        Journaled("behind-sqlite", "the switch, journal in SQLite, behind", JournalMode.Behind, JournalMiddle.Files),
        Journaled("reply-sqlite", "the switch, journal in SQLite, before the reply", JournalMode.BeforeReply, JournalMiddle.Files),
        Journaled("behind-postgres", "the switch, journal in PostgreSQL, behind", JournalMode.Behind, JournalMiddle.Database),
        Journaled("reply-postgres", "the switch, journal in PostgreSQL, before the reply", JournalMode.BeforeReply, JournalMiddle.Database),
    ];

    private static MiddleKind Journaled(string name, string description, JournalMode mode, Func<IJournalStore> store) =>
        new(name, description, () => new JournalMiddle(mode, store), KeepsJournal: true);

    public static MiddleKind Named(string name) =>
        All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new ArgumentException($"No middle '{name}'; there are: {string.Join(", ", All.Select(kind => kind.Name))}.");
}
