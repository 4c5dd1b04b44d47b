using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Station.Simulators.Banks;

namespace CardSwitch.Station.Demo;

/// <summary>A bank in the stations' own process: decides as the simulated banks on sockets do, without a message.</summary>
internal sealed class InProcessBank(ulong seed, double approvePercent) : IIssuerHandler
{
    private readonly ulong declineFrom = AuthorizationDesk.DeclineFrom(approvePercent);
    private long approved;
    private long declined;

    internal BankCounts Counts
    {
        get
        {
            long approved = Interlocked.Read(ref this.approved), declined = Interlocked.Read(ref this.declined);
            return new BankCounts(approved + declined, approved, declined, 0);
        }
    }

    public ValueTask<ResponseCode> AuthorizeAsync(IssuerRequest request, CancellationToken cancellation)
    {
        MessageView view = request.View;
        ulong number = view.TryGetInt64(Field.Rrn, out long rrn) ? (ulong)rrn : 0;
        ResponseCode code = AuthorizationDesk.Decide(seed, number, declineFrom, view.Type);
        if (code.IsApproval)
        {
            Interlocked.Increment(ref approved);
            request.Set(Field.ApprovalCode, "SAVED1"u8);
        }
        else
        {
            Interlocked.Increment(ref declined);
        }
        return ValueTask.FromResult(code);
    }
}
