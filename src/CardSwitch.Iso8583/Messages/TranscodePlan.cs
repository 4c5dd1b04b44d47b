namespace CardSwitch.Iso8583;

/// <summary>Chooses, for each field, the cheapest step that is right for every value the source format admits.</summary>
internal static class TranscodePlan
{
    internal static TranscodeStep[] Compile(MessageFormat from, MessageFormat to)
    {
        var steps = new TranscodeStep[Bitmap.MaxField + 1];
        foreach (int field in to.Fields)
        {
            ref readonly FieldLayout source = ref from.Layouts[field], target = ref to.Layouts[field];
            if (source.Kind == LengthKind.Undefined) continue;
            steps[field] = Choose(in source, in target, from.Values[field].Class, to.Values[field].Class);
        }
        if (to.Tertiary.Field != 0) steps[to.Tertiary.Field] = TranscodeStep.Tertiary;
        return steps;
    }

    private static TranscodeStep Choose(
        in FieldLayout source, in FieldLayout target, WireClass sourceClass, WireClass targetClass)
    {
        bool fixedAlike = source.IsFixed && target.IsFixed && source.MaxUnits == target.MaxUnits;

        // A fixed field that takes another length may need padding.
        if (target.IsFixed && !fixedAlike) return TranscodeStep.Recode;

        if (source.Shape == target.Shape)
        {
            if (!PlainCheck.Includes(targetClass, sourceClass)) return TranscodeStep.Recode;

            // Where a reader of the target knows bytes and not digits, the fill must be as it is to be written.
            if (target.Kind == LengthKind.Rare && target.Shape.IsPacked()) return TranscodeStep.Recode;
            bool samePrefix = source.Kind == target.Kind && source.Kind != LengthKind.Rare
                && source.PrefixBytes == target.PrefixBytes && source.ZeroDigit == target.ZeroDigit;
            return samePrefix ? TranscodeStep.CopyRun : TranscodeStep.CopyValue;
        }
        bool pairs = fixedAlike && source.Kind == LengthKind.Fixed && target.Kind == LengthKind.Fixed
            && (source.MaxUnits & 1) == 0 && targetClass == WireClass.Digits;
        return (source.Shape, target.Shape) switch
        {
            (UnitShape.ByteEach, UnitShape.Packed) => pairs ? TranscodeStep.PackRun : TranscodeStep.PackValue,
            (UnitShape.Packed, UnitShape.ByteEach) when pairs => TranscodeStep.UnpackRun,
            (UnitShape.Packed, UnitShape.ByteEach) when PlainCheck.Includes(targetClass, WireClass.Digits) =>
                TranscodeStep.UnpackValue,
            _ => TranscodeStep.Recode,
        };
    }
}
