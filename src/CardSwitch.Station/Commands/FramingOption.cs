using System.CommandLine;
using CardSwitch.Framing;

namespace CardSwitch.Station.Commands;

/// <summary>The option <c>--framing TEXT</c>, how messages are cut out of the stream.</summary>
internal static class FramingOption
{
    internal static Option<FrameFormat> Create() => new("--framing")
    {
        Description = "Length header: be2, le2, ascii4, bcd2 ..., then words such as inclusive or prefix=HEX.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => FrameFormat.BigEndian2,
        CustomParser = result =>
        {
            if (!FrameFormat.TryParse(result.Tokens[0].Value, out FrameFormat format, out string error))
            {
                result.AddError($"--framing: {error}.");
            }
            return format;
        },
    };
}
