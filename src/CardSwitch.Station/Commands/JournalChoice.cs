using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Configuration;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

/// <summary>The options that say which journal is meant: a station's file, or the store itself.</summary>
internal sealed class JournalChoice
{
    internal const string Details =
        """
        The journal is that of --station FILE, a station's file with a section "journal"; or, without such a file, that of
        the station --name in the folder --sqlite or in the database --postgres. It may be read while the station runs. The
        password of a database is never part of a command line: it comes from --password-file, or from PGPASSWORD.
        """;

    private readonly Option<string?> station = new("--station", "-s")
    {
        Description = "The station's file: its journal, its name, its key and its formats.",
        HelpName = "FILE",
    };

    private readonly Option<string?> sqlite = new("--sqlite") { Description = "The folder of an SQLite journal.", HelpName = "DIR" };

    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = "How to reach a PostgreSQL journal, such as \"Host=10.1.0.9;Username=north;Database=cards\".",
        HelpName = "CONNECTION",
    };

    private readonly Option<string> name = new("--name")
    {
        Description = "The station's name.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new StationOptions().Name,
    };

    private readonly Option<string?> keyFile = new("--key-file")
    {
        Description = "The file with the journal's key; find --card and verify need it.",
        HelpName = "FILE",
    };

    private readonly Option<string?> passwordFile = new("--password-file")
    {
        Description = "The file with the database's password.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> formats = new("--format", "-f")
    {
        Description = "A spec file of messages in the journal; built-in formats and those of the station's file are known.",
        HelpName = "FILE",
    };

    internal void AddTo(Command command, bool withFormats = false)
    {
        foreach (Option option in (Option[])[station, sqlite, postgres, name, keyFile, passwordFile]) command.Add(option);
        if (withFormats) command.Add(formats);
    }

    /// <summary>Opens the journal that is meant.</summary>
    /// <exception cref="UsageException">None is, or more than one, or it is not there.</exception>
    internal OpenJournal Open(ParseResult parsed)
    {
        List<MessageFormat> known = [.. (parsed.GetValue(formats) ?? []).Select(FormatOption.Load)];
        if (parsed.GetValue(station) is not { } file) return new OpenJournal(PlaceOf(parsed), known);
        if (parsed.GetValue(sqlite) is not null || parsed.GetValue(postgres) is not null)
        {
            throw new UsageException("--station says where the journal is; leave --sqlite and --postgres out.");
        }
        LoadedStation loaded = StationFile.TryLoadForReading(file, out IReadOnlyList<string> errors)
            ?? throw new UsageException(string.Join('\n', errors));
        JournalSettings journal = loaded.Journal
            ?? throw new UsageException($"{file}: there is no section \"journal\": the station keeps none.");
        known.AddRange(loaded.Options.Issuers.Select(issuer => issuer.Format));
        return new OpenJournal(WithFiles(journal.Place, parsed), known);
    }

    private JournalPlace PlaceOf(ParseResult parsed)
    {
        string? folder = parsed.GetValue(sqlite), connection = parsed.GetValue(postgres);
        if (folder is null == connection is null)
        {
            throw new UsageException("Which journal? Use one of --station FILE, --sqlite DIR and --postgres CONNECTION.");
        }
        if (connection is not null && JournalSection.CheckConnection(connection) is { } error)
        {
            throw new UsageException($"--postgres: {error}.");
        }
        return WithFiles(
            new JournalPlace
            {
                Store = folder is null ? JournalStoreKind.PostgreSql : JournalStoreKind.Sqlite,
                Station = parsed.GetValue(name)!,
                Directory = folder ?? "",
                Connection = connection ?? "",
            },
            parsed);
    }

    private JournalPlace WithFiles(JournalPlace place, ParseResult parsed) => place with
    {
        KeyFile = parsed.GetValue(keyFile) ?? place.KeyFile,
        PasswordFile = parsed.GetValue(passwordFile) ?? place.PasswordFile,
    };
}
