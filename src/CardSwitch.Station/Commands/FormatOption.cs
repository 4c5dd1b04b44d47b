using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Commands;

/// <summary>The option <c>--format</c>, a message format by its name or its spec file.</summary>
internal static class FormatOption
{
    internal static Option<MessageFormat> Create() => new("--format", "-f")
    {
        Description = "Message format: a name that 'cardswitch formats' lists, or a spec file (with a / or ending in .json).",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => MessageFormats.Iso1987Ascii,
        CustomParser = result => Load(result.Tokens[0].Value),
    };

    /// <exception cref="UsageException">There is no such format, or its file has errors: a line for each.</exception>
    internal static MessageFormat Load(string text) => FormatChoice.TryLoad(text, out IReadOnlyList<string> errors)
        ?? throw new UsageException(string.Join('\n', errors));
}
