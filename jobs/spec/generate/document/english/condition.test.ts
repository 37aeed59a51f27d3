import { conditionInWords } from './condition.ts';

describe('A condition in words', () => {
  it.each([
    ['order == null', 'the order does not exist'],
    ['order is null', 'the order does not exist'],
    ['user is None', 'the user does not exist'],
    ['req.body.title === undefined', 'the title of the body in the request is missing'],
    ['string.IsNullOrEmpty(model.Name)', 'the name in the request is missing'],
    ['request.Quantity < 1', 'the quantity in the request is below 1'],
    ['request.Lines.Count == 0', 'the lines in the request are empty'],
    ['len(items) == 0', 'the items are empty'],
    ['order.Status == OrderStatus.Shipped', 'the status of the order is Shipped'],
    ['!order.IsPaid', 'the order is not paid'],
    ['customer == null || customer.Deleted', 'the customer does not exist or the customer is deleted'],
    ['quote.CustomerId != customer.Id', 'the customer id of the quote differs from the id of the customer'],
    ['!user.IsInRole("Admin")', 'the user does not have the role Admin'],
    ['!ModelState.IsValid', 'the submitted data is not valid'],
    ['discount.ValidUntil < DateTime.UtcNow', 'the valid until date of the discount is before the current time'],
    ['order.PaidAt == null', 'the order is not paid'],
    ['await _data.Orders.FindAsync(id) is null', 'the order does not exist'],
  ])('%s: %s', (code, words) => {
    expect(conditionInWords(code)).toBe(words);
  });

  it.each(['x > 3 && y < 2', 'Check(a, b)', 'a || b', '(a && b) || c', 'flags & 0x4', '', '!', '((', '"a" == "b"'])(
    'is left to the code where nothing is certain: %s',
    (code) => {
      expect(conditionInWords(code)).toBeUndefined();
    },
  );
});
