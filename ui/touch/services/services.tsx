// What would you like done? The 一件事 as large choices, and the other ways to a number.
import { Choice } from '../../kit/choice.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Fitted } from '../../kit/fitted.tsx';
import { Banner } from '../../kit/notice.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { hall as text } from '../../text/zh-services.ts';
import { deviceWorks } from '../attendance/method.tsx';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { EMPTY_CART } from './cart.ts';
import { generalItem, type Offer, offerOf } from './catalogue.ts';
import { HallClosed, isClosed } from './hall-closed.tsx';
import { choiceHeight, TIGHT } from './row-height.ts';
import './services.css';

export function ServicesPage() {
  const kiosk = useKiosk();
  const offer = offerOf(kiosk);
  const { packages } = offer;
  const closed = isClosed(kiosk);
  return (
    <Page name="services" title={text.title} hint={packages.length > 0 ? text.packages : undefined}>
      {offer.items.length === 0 ? (
        <Banner tone="plain" title={text.empty} />
      ) : (
        <div class={packages.length > 0 ? 'offer' : 'offer offer-single'}>
          <HallClosed />
          {packages.length > 0 && (
            <Fitted
              items={packages}
              columns={wide.value && packages.length > 3 ? 2 : 1}
              label={text.packages}
              rowHeight={(width) => choiceHeight(packages, width, TIGHT)}
            >
              {({ id, name, itemIds }) => (
                <Choice
                  key={id}
                  name={name}
                  hint={text.packageItems(itemIds.length)}
                  onTap={() => kiosk.visits.go({ name: 'package', packageId: id })}
                />
              )}
            </Fitted>
          )}
          <OtherWays kiosk={kiosk} offer={offer} closed={closed} />
          {deviceWorks(kiosk, 'codeScanner') && (
            <p class="look-up">
              <Clauses text={text.lookUp} />
            </p>
          )}
        </div>
      )}
    </Page>
  );
}

interface OtherWaysProps {
  kiosk: Kiosk;
  offer: Offer;
  closed: boolean;
}
function OtherWays({ kiosk: { visits }, offer, closed }: OtherWaysProps) {
  const { departments } = offer;
  const general = generalItem(offer);
  const [only] = departments;
  const shape = wide.value ? 'row' : 'bare';
  const toDepartments = () => {
    if (departments.length === 1 && only) {
      visits.go({ name: 'department', departmentId: only.id, cart: EMPTY_CART });
    } else visits.go({ name: 'departments', cart: EMPTY_CART });
  };
  return (
    <div class="other-ways">
      <Choice
        shape={shape}
        name={text.byDepartment}
        hint={text.byDepartmentHint(departments.length)}
        onTap={toDepartments}
      />
      {general && !closed && (
        <Choice
          shape={shape}
          name={text.general}
          hint={text.generalHint}
          onTap={() =>
            visits.go({ name: 'confirm', cart: { itemIds: [general.id], packageId: null } })
          }
        />
      )}
      {!closed && (
        <Choice
          shape={shape}
          name={text.appointment}
          hint={text.appointmentHint}
          onTap={() => visits.go({ name: 'appointment' })}
        />
      )}
    </div>
  );
}
