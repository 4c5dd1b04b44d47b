using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CardSwitch.Analyzers;

/// <summary>The types that hold card data, and which of their members give it away.</summary>
internal sealed class CardTypes
{
    // DE 2, 34, 35, 36, 45, 52 and 55.
    private static readonly Dictionary<int, string> Fields = new()
    {
        [2] = "the card number (DE 2)",
        [34] = "the extended card number (DE 34)",
        [35] = "track 2 (DE 35)",
        [36] = "track 3 (DE 36)",
        [45] = "track 1 (DE 45)",
        [52] = "the PIN block (DE 52)",
        [55] = "chip data with the card number (DE 55)",
    };

    private readonly INamedTypeSymbol pan;
    private readonly INamedTypeSymbol track;
    private readonly INamedTypeSymbol view;

    private CardTypes(INamedTypeSymbol pan, INamedTypeSymbol track, INamedTypeSymbol view) =>
        (this.pan, this.track, this.view) = (pan, track, view);

    /// <summary>Null where the compilation does not use them.</summary>
    internal static CardTypes? TryFind(Compilation compilation) =>
        compilation.GetTypeByMetadataName("CardSwitch.Iso8583.Pan") is { } pan
        && compilation.GetTypeByMetadataName("CardSwitch.Iso8583.Track2") is { } track
        && compilation.GetTypeByMetadataName("CardSwitch.Iso8583.MessageView") is { } view
            ? new CardTypes(pan, track, view)
            : null;

    /// <summary>What an operation gives away by itself; null when nothing.</summary>
    internal string? Given(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property when Is(property.Property.ContainingType, pan) && property.Property.Name == "Value" =>
            "the card number",
        IPropertyReferenceOperation property when Is(property.Property.ContainingType, view) => property.Property.Name switch
        {
            "Frame" => "a whole message",
            _ when property.Property.IsIndexer => FieldOf(property.Arguments),
            _ => null,
        },
        IInvocationOperation call => Given(call),
        _ => null,
    };

    /// <summary>What a call writes into one of its arguments, and which; null when nothing.</summary>
    internal (IOperation Into, string What)? Written(IInvocationOperation call)
    {
        string? what = call.TargetMethod.Name switch
        {
            "CopyTo" when Is(call.TargetMethod.ContainingType, pan) => "the card number",
            "CopyTo" when Is(call.TargetMethod.ContainingType, track) => "track 2",
            "TryCopy" when Is(call.TargetMethod.ContainingType, view) => FieldOf(call.Arguments),
            _ => null,
        };
        if (what is null) return null;
        IArgumentOperation? into = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "Span");
        return into is null ? null : (into.Value, what);
    }

    private string? Given(IInvocationOperation call)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        switch (call.TargetMethod.Name)
        {
            case "ToUnmaskedString" when Is(type, pan):
                return "the card number";
            case "GetText" when Is(type, view):
                return FieldOf(call.Arguments);
            case "Describe" when Is(type, view):
                return call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: true })
                    ? "an unmasked message"
                    : null;
            default:
                return null;
        }
    }

    private static string? FieldOf(IEnumerable<IArgumentOperation> arguments)
    {
        Optional<object?> number = arguments.First().Value.ConstantValue;
        return number is { HasValue: true, Value: int field } && Fields.TryGetValue(field, out string? what) ? what : null;
    }

    private static bool Is(ITypeSymbol? type, ITypeSymbol expected) => SymbolEqualityComparer.Default.Equals(type, expected);
}
