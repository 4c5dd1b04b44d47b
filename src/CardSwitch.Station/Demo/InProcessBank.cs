using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Station.Simulators.Banks;

namespace CardSwitch.Station.Demo;

/// <summary>A bank in the stations' own process: keeps the books that the simulated banks on sockets keep, without a message.</summary>
internal sealed class InProcessBank(BankBooks books) : IIssuerHandler
{
    public ValueTask<ResponseCode> AuthorizeAsync(IssuerRequest request, CancellationToken cancellation)
    {
        BankDecision decision = books.Decide(request.View);
        bool isRequest = request.View.Type.Function == MessageFunction.Request;
        if (decision.Code.IsApproval && isRequest) request.Set(Field.ApprovalCode, "SAVED1"u8);
        return ValueTask.FromResult(decision.Code);
    }
}
