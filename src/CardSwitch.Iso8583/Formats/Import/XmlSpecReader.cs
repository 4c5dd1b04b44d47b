using System.Xml;

namespace CardSwitch.Iso8583;

/// <summary>
/// Reads XML into elements with lines. A document type is passed over unread: nothing that it names is ever opened, it
/// declares no entity, and a reference to one other than the five of XML itself is an error. Text between elements is an
/// error too, as is a file that is too large or too deep to be meant well.
/// </summary>
internal static class XmlSpecReader
{
    internal const int MaxBytes = 4 << 20;
    internal const int MaxElements = 20_000;

    // As deep as a path to an element can be, the root, and a check within.
    internal const int MaxDepth = FieldPath.MaxSteps + 2;

    /// <summary>The root, or null after adding what is wrong to the problems.</summary>
    internal static XmlSpecNode? Read(ReadOnlySpan<byte> xml, ImportProblems problems)
    {
        if (xml.Length > MaxBytes)
        {
            problems.Error(0, "", $"the file is longer than {MaxBytes >> 20} MB");
            return null;
        }
        if (XmlText.Decode(xml) is not { } text)
        {
            problems.Error(1, "", "the file's encoding is none of UTF-8, UTF-16, US-ASCII and ISO-8859-1");
            return null;
        }
        var reader = new XmlTextReader(text, XmlNodeType.Document, null)
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            EntityHandling = EntityHandling.ExpandEntities,
            WhitespaceHandling = WhitespaceHandling.None,
            Namespaces = false,
        };
        try
        {
            return ReadTree(reader, problems);
        }
        catch (XmlException bad)
        {
            problems.Error(bad.LineNumber, "", "not XML: " + FirstSentence(bad.Message));
            return null;
        }
    }

    private static XmlSpecNode? ReadTree(XmlTextReader reader, ImportProblems problems)
    {
        XmlSpecNode? root = null;
        var open = new Stack<XmlSpecNode>();
        int elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    int line = reader.LineNumber;
                    if (++elements > MaxElements || open.Count >= MaxDepth)
                    {
                        problems.Error(line, "", elements > MaxElements
                            ? $"there are more than {MaxElements} elements"
                            : $"elements stand more than {MaxDepth} deep");
                        return null;
                    }
                    bool isEmpty = reader.IsEmptyElement;
                    var node = new XmlSpecNode { Name = reader.Name, Line = line, Attributes = ReadAttributes(reader) };
                    if (open.TryPeek(out XmlSpecNode? parent)) parent.Children.Add(node);
                    else root = node;
                    if (!isEmpty) open.Push(node);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.EntityReference:
                    problems.Error(reader.LineNumber, "", "there is text between the elements");
                    return null;
            }
        }
        return root;
    }

    private static Dictionary<string, string> ReadAttributes(XmlTextReader reader)
    {
        var attributes = new Dictionary<string, string>();
        while (reader.MoveToNextAttribute()) attributes[reader.Name] = reader.Value;
        reader.MoveToElement();
        return attributes;
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }
}
