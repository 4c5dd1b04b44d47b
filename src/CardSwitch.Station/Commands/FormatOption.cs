using System.CommandLine;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Commands;

/// <summary>The option <c>--format NAME</c>, a message format by its name.</summary>
internal static class FormatOption
{
    internal static string Names => string.Join(", ", MessageFormats.All.Select(f => f.Name));

    internal static Option<MessageFormat> Create() => new("--format", "-f")
    {
        Description = $"Message format: {Names}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => MessageFormats.Iso1987Ascii,
        CustomParser = result =>
        {
            string name = result.Tokens[0].Value;
            if (MessageFormats.TryGet(name, out MessageFormat? format)) return format;
            result.AddError($"There is no format '{name}'; use one of {Names}.");
            return MessageFormats.Iso1987Ascii;
        },
    };
}
