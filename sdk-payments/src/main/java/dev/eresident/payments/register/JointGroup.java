package dev.eresident.payments.register;

import java.util.List;

/**
 * People who may represent a company only all together ({@code esindusoiguse_grupid/grupp}).
 *
 * @param number the register's number of the group
 * @param others who must act besides the person asked about, at least one
 */
public record JointGroup(int number, List<Representative> others) {
    /** Copies the list. */
    public JointGroup {
        others = List.copyOf(others);
    }

    /** Shows number and size. */
    @Override
    public String toString() {
        return "JointGroup[" + number + ", with " + others.size() + " others]";
    }
}
