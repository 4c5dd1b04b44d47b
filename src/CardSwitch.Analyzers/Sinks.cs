using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CardSwitch.Analyzers;

/// <summary>Where values become text that others read.</summary>
internal sealed class Sinks(Compilation compilation)
{
    private readonly INamedTypeSymbol? exception = compilation.GetTypeByMetadataName("System.Exception");
    private readonly INamedTypeSymbol? logger = compilation.GetTypeByMetadataName("Microsoft.Extensions.Logging.ILogger");
    private readonly INamedTypeSymbol? generated = compilation.GetTypeByMetadataName("Microsoft.Extensions.Logging.LoggerMessageAttribute");

    /// <summary>The values that an operation prints, and where to.</summary>
    internal IEnumerable<(IOperation Value, string Where)> Of(IOperation operation)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Type: { } type } creation when IsException(type):
                return creation.Arguments.Select(argument => (argument.Value, "an exception"));
            case IInterpolationOperation part:
                return [(part.Expression, "a text")];
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return [(sum.LeftOperand, "a text"), (sum.RightOperand, "a text")];
            case IInvocationOperation call when Where(call.TargetMethod) is { } where:
                return call.Arguments
                    .Where(argument => argument.Parameter?.Ordinal != 0 || !call.TargetMethod.IsExtensionMethod)
                    .Select(argument => (argument.Value, where));
            default:
                return [];
        }
    }

    private string? Where(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        bool extendsLogger = method.IsExtensionMethod && method.Parameters.Length > 0 && IsLogger(method.Parameters[0].Type);
        if (extendsLogger || IsLogger(type) || IsGenerated(method)) return "a log";
        return (type.ContainingNamespace.ToDisplayString(), type.Name, method.Name) switch
        {
            ("System", "String", "Format" or "Concat" or "Join") => "a text",
            ("System.Text", "StringBuilder", "Append" or "AppendLine" or "AppendFormat" or "Insert") => "a text",
            ("System", "Console", "Write" or "WriteLine") => "the console",
            ("System.IO", "TextWriter", "Write" or "WriteLine") => "the console",
            ("System.Diagnostics", "Activity", "SetTag" or "AddTag" or "AddBaggage" or "SetBaggage") => "a trace",
            ("System.Diagnostics", "Debug" or "Trace", _) => "a trace",
            _ => null,
        };
    }

    private bool IsGenerated(IMethodSymbol method) => generated is not null
        && method.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, generated));

    private bool IsLogger(ITypeSymbol type) => logger is not null
        && (SymbolEqualityComparer.Default.Equals(type, logger) || type.AllInterfaces.Contains(logger, SymbolEqualityComparer.Default)
            || SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, logger));

    private bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, exception)) return true;
        }
        return false;
    }
}
