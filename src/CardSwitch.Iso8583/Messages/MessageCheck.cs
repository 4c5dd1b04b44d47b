namespace CardSwitch.Iso8583;

/// <summary>
/// Checks a message for what a parser does not look at: which fields its type must have, dates and times, and the elements
/// within fields; and the content classes again, for a parser that was told not to.
/// </summary>
internal static class MessageCheck
{
    internal static List<MessageFault> Run(MessageView view)
    {
        var faults = new List<MessageFault>();
        foreach (MessageRule rule in view.Format.Rules)
        {
            if (rule.AppliesTo(view.Type)) CheckRule(view, rule, faults);
        }
        Bitmap present = view.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (view.Format[field] is null) continue;
            SubField element = view.ElementOf(field);
            string path = field.ToString(System.Globalization.CultureInfo.InvariantCulture);
            int bad = WireCheck.FirstBad(view.Format.Layouts[field].OwnClass, element.Wire, element.Units);
            if (bad >= 0) faults.Add(new MessageFault(path, MessageFaultKind.BadContent, $"{element.Spec!.Attribute}, at its byte {bad}"));
            var visitor = new CheckElements(faults, path);
            visitor.CheckDate(element);
            ElementVisit.Run(element, ref visitor, ParseChecks.All);
        }
        return faults;
    }

    private static void CheckRule(MessageView view, MessageRule rule, List<MessageFault> faults)
    {
        foreach (FieldPath field in rule.Mandatory)
        {
            if (!view.Has(field)) faults.Add(new MessageFault(field.ToString(), MessageFaultKind.Missing, $"mandatory in {rule.Types}"));
        }
        foreach (FieldCondition condition in rule.Conditional)
        {
            if (view.Has(condition.Field) || !condition.Holds(view)) continue;
            faults.Add(new MessageFault(
                condition.Field.ToString(), MessageFaultKind.Missing, $"mandatory in {rule.Types} {condition.Words}"));
        }
        foreach (FieldPath field in rule.Forbidden)
        {
            if (view.Has(field)) faults.Add(new MessageFault(field.ToString(), MessageFaultKind.Forbidden, $"absent in {rule.Types}"));
        }
    }
}
