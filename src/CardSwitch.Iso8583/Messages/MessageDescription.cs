using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>A message as lines for people, the elements within a field below it.</summary>
internal static class MessageDescription
{
    internal static string Of(MessageView view, bool unmasked)
    {
        var lines = new DescribedLines();
        lines.Add("MTI", view.Format[0]!.Name, view.Type.ToString());
        Bitmap present = view.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field == 65 && view.Format.Tertiary.IsFollowing) continue;
            SubField element = view.ElementOf(field);
            lines.Add($"DE {field}", view.Format[field]!.Name, ValueText.Of(element, unmasked));
            var visit = new DescribeElements(lines, $"{field}", unmasked);
            ElementVisit.Run(element, ref visit);
        }
        return lines.ToString();
    }
}
