using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>Shows decoded messages to a person or to another program.</summary>
internal interface IMessagePrinter
{
    void Print(string origin, MessageView message);

    /// <summary>A message that could not be read; what was read before the fault is in the view.</summary>
    void PrintBad(string origin, MessageView message, ParseStatus status);

    /// <summary>Text that is not hexadecimal at that character, counted from 1.</summary>
    void PrintNotHex(string origin, int character);
}
