using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Serving;

/// <summary>
/// One call of a handler: queued, run and answered without allocating, as long as the handler answers synchronously.
/// </summary>
internal sealed partial class HandlerCall(HandlerPort port) : IThreadPoolWorkItem
{
    private readonly IssuerRequest request = new();
    private readonly DueOutputs due = new();
    private byte[] answer = new byte[1024];

    internal int Length { get; set; }

    /// <summary>The record that must be durable before the call.</summary>
    internal long After { get; set; }

    internal Span<byte> Reserve(int length) => request.Reserve(length);

    void IThreadPoolWorkItem.Execute()
    {
        request.Take(Length, port.Profile.Parser.Format);
        ValueTask<ResponseCode> decision;
        try
        {
            decision = port.Handler.AuthorizeAsync(request, port.Stopping);
        }
#pragma warning disable CA1031 // A handler's fault costs its own transaction and no other.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
            return;
        }
        if (decision.IsCompletedSuccessfully) Answer(decision.Result);
        else _ = AwaitAsync(decision);
    }

    private async Task AwaitAsync(ValueTask<ResponseCode> decision)
    {
        ResponseCode code;
        try
        {
            code = await decision.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
            return;
        }
        Answer(code);
    }

    private void Fail(Exception e)
    {
        HandlerFailed(port.Logger, e, port.Issuer);
        request.ForgetAnswer();
        Answer(ResponseCode.SystemMalfunction);
    }

    private void Answer(ResponseCode code)
    {
        port.Decided();
        int room = request.MaxAnswerLength;
        if (answer.Length < room) answer = new byte[room];
        if (!request.TryWriteAnswer(code, answer, out int length))
        {
            CodeUnusable(port.Logger, port.Issuer);
            request.ForgetAnswer();
            request.TryWriteAnswer(ResponseCode.SystemMalfunction, answer, out length);
        }
        port.Gate.Answered(port, answer.AsSpan(0, length), due);
        port.Return(this);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The handler of issuer {Issuer} failed; answered 96")]
    private static partial void HandlerFailed(ILogger logger, Exception exception, string issuer);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error,
        Message = "The handler of issuer {Issuer} gave no response code that its format can hold; answered 96")]
    private static partial void CodeUnusable(ILogger logger, string issuer);
}
