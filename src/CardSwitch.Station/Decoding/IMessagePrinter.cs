using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>Shows decoded messages to a person or to another program.</summary>
internal interface IMessagePrinter
{
    void Print(string origin, MessageView message);

    /// <summary>A message that could not be read; what was read before the fault is in the view.</summary>
    void PrintBad(string origin, MessageView message, ParseStatus status);

    /// <summary>Text that is not hexadecimal.</summary>
    /// <param name="origin">Where it came from.</param>
    /// <param name="character">The first character at fault, counted from 1.</param>
    /// <param name="offset">How many bytes could be read before it.</param>
    void PrintNotHex(string origin, int character, int offset);
}
